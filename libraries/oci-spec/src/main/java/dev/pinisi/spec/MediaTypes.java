package dev.pinisi.spec;

/** The media types of the OCI image specification (media-types.md) and of Docker's image format. */
public final class MediaTypes {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
    public static final String OCI_LAYER_FOREIGN = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    public static final String DOCKER_LAYER_FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar";

    public static final String DOCKER_MANIFEST_1 = "application/vnd.docker.distribution.manifest.v1+json";
    public static final String DOCKER_MANIFEST_1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    private MediaTypes() {}

    /** Whether this is a manifest of one image. */
    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    /** Whether this is an index: a manifest list, of images for several platforms. */
    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_INDEX);
    }

    /** Whether this is the configuration of an image, rather than of some other artifact. */
    public static boolean isConfig(String mediaType) {
        return mediaType.equals(OCI_CONFIG) || mediaType.equals(DOCKER_CONFIG);
    }

    /** Whether this is Docker's schema 1, which nothing here reads. */
    public static boolean isSchema1(String mediaType) {
        return mediaType.equals(DOCKER_MANIFEST_1) || mediaType.equals(DOCKER_MANIFEST_1_SIGNED);
    }

    /** Whether this is a layer's tar archive, compressed or not, that registries may hand out. */
    public static boolean isLayer(String mediaType) {
        return mediaType.equals(DOCKER_LAYER)
                || mediaType.equals(DOCKER_LAYER_GZIP)
                || mediaType.equals(DOCKER_LAYER + ".zstd")
                || mediaType.equals(OCI_LAYER)
                || mediaType.equals(OCI_LAYER_GZIP)
                || mediaType.equals(OCI_LAYER_ZSTD);
    }

    /** Whether this is a layer that must be had from elsewhere: foreign, non-distributable. */
    public static boolean isForeignLayer(String mediaType) {
        return mediaType.startsWith(OCI_LAYER_FOREIGN) || mediaType.startsWith(DOCKER_LAYER_FOREIGN);
    }
}
