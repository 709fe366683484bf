package dev.pinisi.oci.kernel;

/**
 * The arguments of mount_setattr(2).
 *
 * @param userNamespace a descriptor whose mappings the mount gets, or -1
 */
public record MountAttributes(long set, long clear, long propagation, int userNamespace) {}
