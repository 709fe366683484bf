package dev.pinisi.engine;

import java.nio.file.Path;

/**
 * An image that is mounted.
 *
 * @param path where
 */
public record MountedImage(ImageInfo image, Path path) {}
