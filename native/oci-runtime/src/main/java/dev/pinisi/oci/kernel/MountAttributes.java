package dev.pinisi.oci.kernel;

/**
 * The arguments of mount_setattr(2).
 *
 * @param set attributes to have
 * @param clear attributes not to have; where access times are chosen, {@link #ACCESS_TIMES}
 * @param userNamespace a descriptor whose mappings the mount gets, or -1
 */
public record MountAttributes(long set, long clear, long propagation, int userNamespace) {
    public static final long READONLY = 1;
    public static final long NOSUID = 2;
    public static final long NODEV = 4;
    public static final long NOEXEC = 8;
    public static final long NOATIME = 0x10;
    public static final long STRICTATIME = 0x20;
    public static final long NODIRATIME = 0x80;
    public static final long IDMAP = 0x100000;
    public static final long NOSYMFOLLOW = 0x200000;

    /** One field with three values: relatime (0), {@link #NOATIME} and {@link #STRICTATIME}. */
    public static final long ACCESS_TIMES = 0x70;

    /** Attributes that are only added. */
    public static MountAttributes adding(long set) {
        return new MountAttributes(set, 0, 0, -1);
    }
}
