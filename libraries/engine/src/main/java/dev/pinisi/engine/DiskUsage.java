package dev.pinisi.engine;

import java.util.List;

/**
 * What a store takes on disk: bytes of blocks, as du(1) counts them, a file with several names once. The images' bytes, those of
 * all containers and volumes, and the other bytes are together what {@code du} says of the store's directory.
 *
 * @param images each image, the newest first
 * @param containers each container, the newest first
 * @param volumes each volume, by name
 * @param imageBytes of all images, shared layers once
 * @param reclaimableImageBytes of these what would go with the images that no container is made of
 * @param otherBytes what pulls stage at the moment or left when they were killed, layers that no image has, locks, the
 *     directories themselves
 */
public record DiskUsage(
        List<OfImage> images,
        List<OfContainer> containers,
        List<OfVolume> volumes,
        long imageBytes,
        long reclaimableImageBytes,
        long otherBytes) {
    /**
     * An image's part.
     *
     * @param image with the number of its containers
     * @param shared bytes of layers that other images have, too
     * @param unique bytes that are this image's alone
     */
    public record OfImage(ImageInfo image, long shared, long unique) {}

    /**
     * A container's part.
     *
     * @param bytes of what it changed, and of its log and other files
     * @param volumes how many volumes are mounted into it
     */
    public record OfContainer(ContainerInfo container, long bytes, int volumes) {}

    /** A volume's part. */
    public record OfVolume(VolumeInfo volume, long bytes) {}
}
