package dev.pinisi.image;

import dev.pinisi.spec.Platform;
import java.util.List;
import java.util.Optional;

/**
 * How an image is copied from one place to another, blobs and manifests as they are or converted.
 *
 * @param instances which images of an index
 * @param format the family of manifests wanted
 * @param compression what layers are compressed with; empty: as they are, if the destination takes that
 * @param preserveDigests refuse whatever would change a manifest's digest
 * @param removeSignatures leave signatures behind, which a conversion would make void
 * @param skipPresent copy nothing where the destination's name stands for the same image already
 * @param check asked before anything is written
 * @param signers asked for signatures of the manifests written
 * @param known what earlier copies found out, to save work
 * @param parallel how many layers at once
 */
public record TransferOptions(
        Instances instances,
        Format format,
        Optional<Compression> compression,
        boolean preserveDigests,
        boolean removeSignatures,
        boolean skipPresent,
        ManifestCheck check,
        List<ManifestSigner> signers,
        BlobInfoCache known,
        int parallel,
        ProgressListener listener,
        CancelSignal cancel) {

    /** Which images of an index are copied. */
    public sealed interface Instances {
        /** The one for the platform, without the index. */
        record One(Platform platform) implements Instances {}

        /** The index and all of them. */
        record All() implements Instances {}

        /** The index as it is, but only the images of these platforms: a sparse index. */
        record Some(List<Platform> platforms) implements Instances {}

        /** The index alone, without any image. */
        record IndexOnly() implements Instances {}
    }

    /** The family of manifests wanted. */
    public enum Format {
        /** As they are, if the destination takes them. */
        KEEP,
        OCI,
        /** Docker's schema 2. */
        DOCKER
    }

    public TransferOptions {
        signers = List.copyOf(signers);
    }

    /** The image of this machine, everything as it is. */
    public static TransferOptions defaults() {
        return builder().build();
    }

    /** Begins with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Gathers options. */
    public static final class Builder {
        private Instances instances = new Instances.One(Platform.host());
        private Format format = Format.KEEP;
        private Optional<Compression> compression = Optional.empty();
        private boolean preserveDigests;
        private boolean removeSignatures;
        private boolean skipPresent;
        private ManifestCheck check = ManifestCheck.NONE;
        private List<ManifestSigner> signers = List.of();
        private BlobInfoCache known = BlobInfoCache.NONE;
        private int parallel = CopyOptions.DEFAULT_PARALLEL;
        private ProgressListener listener = ProgressListener.SILENT;
        private CancelSignal cancel = new CancelSignal();

        private Builder() {}

        public Builder instances(Instances wanted) {
            instances = wanted;
            return this;
        }

        public Builder format(Format wanted) {
            format = wanted;
            return this;
        }

        public Builder compression(Compression wanted) {
            compression = Optional.of(wanted);
            return this;
        }

        public Builder preserveDigests(boolean preserve) {
            preserveDigests = preserve;
            return this;
        }

        public Builder removeSignatures(boolean remove) {
            removeSignatures = remove;
            return this;
        }

        public Builder skipPresent(boolean skip) {
            skipPresent = skip;
            return this;
        }

        public Builder check(ManifestCheck asked) {
            check = asked;
            return this;
        }

        public Builder signers(List<ManifestSigner> asked) {
            signers = asked;
            return this;
        }

        public Builder known(BlobInfoCache cache) {
            known = cache;
            return this;
        }

        public Builder parallel(int layers) {
            parallel = layers;
            return this;
        }

        public Builder listener(ProgressListener told) {
            listener = told;
            return this;
        }

        public Builder cancel(CancelSignal signal) {
            cancel = signal;
            return this;
        }

        public TransferOptions build() {
            return new TransferOptions(
                    instances,
                    format,
                    compression,
                    preserveDigests,
                    removeSignatures,
                    skipPresent,
                    check,
                    signers,
                    known,
                    parallel,
                    listener,
                    cancel);
        }
    }
}
