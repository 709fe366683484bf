package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.Compression;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.TransferOptions.Format;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.BlobDestination;

/** Which family a manifest is to be of at the destination: OCI's or Docker's. */
final class ManifestFamily {
    private ManifestFamily() {}

    /**
     * Whether it is to be Docker's.
     *
     * @param now whether it is
     * @throws ImageException if the destination does not take what the caller wants
     */
    static boolean of(BlobDestination destination, TransferOptions options, boolean now) {
        Acceptance accepts = destination.accepts();
        if (options.format() == Format.KEEP) {
            boolean zstd = options.compression().isPresent()
                    && isZstd(options.compression().get());
            boolean takes = accepts.takes(LayerTypes.manifest(now));
            boolean other = (!takes || (now && zstd)) && accepts.takes(LayerTypes.manifest(!now));
            return other ? !now : now;
        }
        boolean docker = options.format() == Format.DOCKER;
        if (!accepts.takes(LayerTypes.manifest(docker))) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    destination.name() + " does not take manifests of the type " + LayerTypes.manifest(docker));
        }
        return docker;
    }

    private static boolean isZstd(Compression compression) {
        return compression.format() == Compression.Format.ZSTD
                || compression.format() == Compression.Format.ZSTD_CHUNKED;
    }
}
