package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.Compression;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.MediaTypes;

/** The media types of layers and configurations in OCI's and Docker's manifests, and which correspond. */
final class LayerTypes {
    private static final String GZIP = "gzip";
    private static final String ZSTD = "zstd";

    private LayerTypes() {}

    /** Whether a manifest or index is of Docker's family rather than OCI's. */
    static boolean isDocker(String manifestType) {
        return manifestType.equals(MediaTypes.DOCKER_MANIFEST) || manifestType.equals(MediaTypes.DOCKER_INDEX);
    }

    /** What a layer is compressed with, by its type; never {@code zstd:chunked}, which has no type of its own. */
    static Compression.Format compression(String layerType) {
        if (layerType.endsWith(GZIP)) {
            return Compression.Format.GZIP;
        }
        return layerType.endsWith(ZSTD) ? Compression.Format.ZSTD : Compression.Format.NONE;
    }

    /** The type of a layer that is compressed so, in a manifest of the family. */
    static String layer(boolean docker, Compression.Format compression) {
        return switch (compression) {
            case NONE -> docker ? MediaTypes.DOCKER_LAYER : MediaTypes.OCI_LAYER;
            case GZIP -> docker ? MediaTypes.DOCKER_LAYER_GZIP : MediaTypes.OCI_LAYER_GZIP;
            case ZSTD, ZSTD_CHUNKED -> {
                if (docker) {
                    throw new ImageException(
                            Kind.UNSUPPORTED,
                            "Docker's schema 2 has no layers compressed with zstd; choose the format oci, or gzip");
                }
                yield MediaTypes.OCI_LAYER_ZSTD;
            }
        };
    }

    /** The type of the same layer in a manifest of the other family. */
    static String converted(String layerType, boolean docker) {
        if (MediaTypes.isForeignLayer(layerType)) {
            boolean compressed = layerType.endsWith(GZIP);
            String plain = docker ? MediaTypes.DOCKER_LAYER_FOREIGN : MediaTypes.OCI_LAYER_FOREIGN;
            return plain + (compressed ? (docker ? "." : "+") + GZIP : "");
        }
        if (!MediaTypes.isLayer(layerType)) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    "a layer of the type \"" + layerType + "\" cannot be converted to "
                            + (docker ? "Docker's schema 2" : "OCI's format"));
        }
        return layer(docker, compression(layerType));
    }

    static String config(boolean docker) {
        return docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG;
    }

    static String manifest(boolean docker) {
        return docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
    }

    static String index(boolean docker) {
        return docker ? MediaTypes.DOCKER_INDEX : MediaTypes.OCI_INDEX;
    }
}
