package dev.pinisi.engine.internal;

/**
 * A device node to be made in a container.
 *
 * @param type {@code c} or {@code b}
 * @param mode permission bits
 * @param access some of {@code rwm}
 */
record Device(String path, String type, int major, int minor, int mode, int uid, int gid, String access) {}
