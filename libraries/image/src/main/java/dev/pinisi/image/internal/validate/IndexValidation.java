package dev.pinisi.image.internal.validate;

import dev.pinisi.image.CancelSignal;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageValidation;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Validates an index with all that it leads to, or the manifest of one image (image-spec, image-index.md). */
public final class IndexValidation {
    private static final int DEEPEST = 3;

    private final ImageSource source;
    private final CancelSignal cancel;
    private final Findings findings = new Findings();
    private final BlobValidation blobs;
    private final Set<Digest> seen = new HashSet<>();
    private int images;

    public IndexValidation(ImageSource source, CancelSignal cancel) {
        this.source = source;
        this.cancel = cancel;
        this.blobs = new BlobValidation(source, findings, cancel);
    }

    public ImageValidation run() throws IOException {
        manifest(source.manifest(), 0);
        return new ImageValidation(findings.all(), images, blobs.count(), blobs.bytes());
    }

    private void manifest(Manifest manifest, int depth) throws IOException {
        cancel.check();
        String where = String.valueOf(manifest.raw().digest());
        String declared = manifest.raw().json().field("mediaType").stringOr("");
        if (declared.isEmpty()) {
            findings.warning("manifest " + where, "no mediaType, which it should have");
        }
        if (manifest instanceof ImageManifest image) {
            images++;
            new ManifestValidation(findings, blobs).run(image);
        } else if (manifest instanceof ImageIndex index) {
            index(index, depth);
        }
    }

    private void index(ImageIndex index, int depth) throws IOException {
        String where = "index " + index.raw().digest();
        if (depth == DEEPEST) {
            findings.error(where, "indexes within indexes, more than " + DEEPEST);
            return;
        }
        Set<String> platforms = new HashSet<>();
        for (Descriptor instance : index.manifests()) {
            String platform = instance.platform().map(Object::toString).orElse("");
            if (!platform.isEmpty() && !platform.startsWith("unknown") && !platforms.add(platform)) {
                findings.warning(where, "several images for " + platform + "; tools take the first");
            }
            if (seen.add(instance.digest())) {
                instance(instance, where, depth);
            }
        }
    }

    private void instance(Descriptor instance, String where, int depth) throws IOException {
        try {
            Manifest manifest = source.manifest(instance);
            if (manifest.raw().size() != instance.size()) {
                findings.error(
                        where,
                        "says that manifest " + instance.digest() + " has " + instance.size() + " bytes; it has "
                                + manifest.raw().size());
            }
            manifest(manifest, depth + 1);
        } catch (ImageException e) {
            boolean missing = e.kind() == ImageException.Kind.NOT_FOUND;
            findings.error(where, (missing ? "is sparse: " : "") + e.getMessage());
        } catch (SpecException | JsonException e) {
            findings.error("manifest " + instance.digest(), String.valueOf(e.getMessage()));
        }
    }
}
