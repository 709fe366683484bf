package dev.pinisi.engine;

/**
 * How much a container's root file system takes up.
 *
 * @param changed bytes of what the container itself has written
 * @param total these and the bytes of its image
 */
public record ContainerSize(long changed, long total) {}
