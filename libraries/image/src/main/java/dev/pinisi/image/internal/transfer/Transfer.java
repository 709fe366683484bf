package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ManifestSigner;
import dev.pinisi.image.Signature;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies what stands at a source's name: one image, or an index with all of its images, or some. */
public final class Transfer {
    private static final int DEEPEST_INDEX = 3;

    private final ImageSource source;
    private final BlobDestination destination;
    private final TransferOptions options;

    private Transfer(ImageSource source, BlobDestination destination, TransferOptions options) {
        this.source = source;
        this.destination = destination;
        this.options = options;
    }

    /**
     * Copies, and makes it visible.
     *
     * @return the manifest or index as it was written
     */
    public static Manifest run(ImageSource source, BlobDestination destination, TransferOptions options)
            throws IOException {
        return new Transfer(source, destination, options).run();
    }

    private Manifest run() throws IOException {
        Manifest top = source.manifest();
        if (options.instances() instanceof Instances.One one) {
            for (int depth = 0; top instanceof ImageIndex index; depth++) {
                refuseDepth(depth);
                top = source.manifest(SelectedImage.select(index, one.platform()));
            }
        }
        // an index that is not copied needs no signature of its own
        options.check().check(source, top);
        if (options.skipPresent() && isPresent(top)) {
            options.listener().present(top);
            return top;
        }
        Manifest written = copy(top, true, 0);
        destination.commit();
        return written;
    }

    /** Whether the destination's name stands for the same already, and nothing is to be changed or added. */
    private boolean isPresent(Manifest top) throws IOException {
        boolean docker = LayerTypes.isDocker(top.mediaType());
        Digest digest = top.raw().digest();
        return options.signers().isEmpty()
                && options.compression().isEmpty()
                && ManifestFamily.of(destination, options, docker) == docker
                && destination.current().equals(Optional.of(digest))
                && (options.removeSignatures() || source.signatures(digest).isEmpty());
    }

    private Manifest copy(Manifest manifest, boolean top, int depth) throws IOException {
        options.cancel().check();
        refuseDepth(depth);
        Digest digest = manifest.raw().digest();
        List<Signature> signatures = options.removeSignatures() ? List.of() : source.signatures(digest);
        String pinned = pinned(signatures);
        Manifest written = manifest instanceof ImageIndex index
                ? copyImages(index, pinned, depth)
                : new ImageTransfer(source, destination, options, pinned).transfer((ImageManifest) manifest);
        destination.manifest(written, top);
        sign(written, signatures);
        return written;
    }

    private ImageIndex copyImages(ImageIndex index, String pinned, int depth) throws IOException {
        boolean docker = docker(index, pinned);
        List<Descriptor> images = new ArrayList<>();
        for (Descriptor image : index.manifests()) {
            images.add(isWanted(image) ? copyImage(image, depth) : image);
        }
        if (docker == LayerTypes.isDocker(index.mediaType()) && images.equals(index.manifests())) {
            return index;
        }
        if (!pinned.isEmpty()) {
            throw new ImageException(Kind.UNSUPPORTED, "its index would have to change with its images, but " + pinned);
        }
        return ManifestEdit.index(index, docker, images);
    }

    private Descriptor copyImage(Descriptor image, int depth) throws IOException {
        Manifest manifest = source.manifest(image);
        options.check().check(source, manifest);
        Manifest written = copy(manifest, false, depth + 1);
        Descriptor now = Descriptor.of(written.mediaType(), written.raw());
        return now.digest().equals(image.digest())
                ? image
                : new Descriptor(
                        now.mediaType(), now.digest(), now.size(), image.urls(), image.annotations(), image.platform());
    }

    private boolean docker(ImageIndex index, String pinned) {
        boolean now = LayerTypes.isDocker(index.mediaType());
        if (!destination.accepts().takesIndexes()) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    destination.name() + " holds single images, no index of several; copy the image of one platform");
        }
        boolean docker = ManifestFamily.of(destination, options, now);
        if (docker != now && !pinned.isEmpty()) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    "its index would have to be converted to " + LayerTypes.index(docker) + ", but " + pinned);
        }
        return docker;
    }

    private boolean isWanted(Descriptor image) {
        Instances instances = options.instances();
        if (instances instanceof Instances.Some some) {
            return image.platform().isPresent() && isOneOf(image, some.platforms());
        }
        return !(instances instanceof Instances.IndexOnly);
    }

    private static boolean isOneOf(Descriptor image, List<Platform> platforms) {
        Platform offered = image.platform().orElseThrow();
        for (Platform wanted : platforms) {
            boolean variant = wanted.variant().isEmpty() || wanted.variant().equals(offered.variant());
            if (variant
                    && wanted.os().equals(offered.os())
                    && wanted.architecture().equals(offered.architecture())) {
                return true;
            }
        }
        return false;
    }

    /** Why a manifest must stay as it is; empty if it may change. */
    private String pinned(List<Signature> signatures) {
        if (options.preserveDigests()) {
            return "its digest is to be preserved";
        }
        return signatures.isEmpty() ? "" : "that would make its signatures void; remove them, or preserve its format";
    }

    private void sign(Manifest written, List<Signature> copied) throws IOException {
        List<Signature> all = new ArrayList<>(copied);
        for (ManifestSigner signer : options.signers()) {
            all.addAll(signer.sign(written));
        }
        for (Signature signature : all) {
            if (!destination.accepts().signatures().contains(signature.kind())) {
                throw new ImageException(
                        Kind.UNSUPPORTED,
                        destination.name() + " keeps no signatures of this kind; remove them from the copy");
            }
        }
        if (!all.isEmpty()) {
            destination.signatures(written.raw().digest(), all);
        }
    }

    private static void refuseDepth(int depth) {
        if (depth > DEEPEST_INDEX) {
            throw new ImageException(Kind.UNSUPPORTED, "indexes within indexes, more than " + DEEPEST_INDEX);
        }
    }
}
