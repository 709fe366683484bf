package dev.pinisi.engine;

/**
 * Where a container's output is kept.
 *
 * @param driver {@code k8s-file} or {@code none}
 * @param path instead of the container's own folder; empty for there
 * @param maxSize bytes; -1 for no limit
 * @param tag written into each line by drivers that do so
 */
public record LogSettings(String driver, String path, long maxSize, String tag) {}
