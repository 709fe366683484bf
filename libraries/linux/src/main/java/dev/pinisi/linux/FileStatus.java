package dev.pinisi.linux;

import java.nio.ByteBuffer;

/**
 * What statx(2) tells of a file.
 *
 * @param mode type and permission bits, as in st_mode
 * @param device the file system, as major &lt;&lt; 32 | minor
 * @param seconds last modification, since 1970
 * @param nanoseconds the part of a second of that
 * @param blocks what the file takes on disk, in units of 512 bytes
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        long size,
        long blocks,
        long links,
        long inode,
        long device,
        int deviceMajor,
        int deviceMinor,
        long seconds,
        int nanoseconds) {
    public static final int TYPE_MASK = 0170000;
    public static final int REGULAR = 0100000;
    public static final int DIRECTORY = 0040000;
    public static final int SYMLINK = 0120000;
    public static final int CHARACTER_DEVICE = 0020000;
    public static final int BLOCK_DEVICE = 0060000;
    public static final int FIFO = 0010000;
    public static final int SOCKET = 0140000;

    /** One of the constants above. */
    public int type() {
        return mode & TYPE_MASK;
    }

    public boolean isDirectory() {
        return type() == DIRECTORY;
    }

    public boolean isRegular() {
        return type() == REGULAR;
    }

    public boolean isSymlink() {
        return type() == SYMLINK;
    }

    /** What the file takes on disk. */
    public long bytesOnDisk() {
        return blocks * 512;
    }

    /** The same file of another owner. */
    public FileStatus withOwner(int user, int group) {
        return new FileStatus(
                mode, user, group, size, blocks, links, inode, device, deviceMajor, deviceMinor, seconds, nanoseconds);
    }

    /** Reads struct statx. */
    static FileStatus of(ByteBuffer s) {
        return new FileStatus(
                s.getShort(28) & 0xffff,
                s.getInt(20),
                s.getInt(24),
                s.getLong(40),
                s.getLong(48),
                Integer.toUnsignedLong(s.getInt(16)),
                s.getLong(32),
                (long) s.getInt(136) << 32 | Integer.toUnsignedLong(s.getInt(140)),
                s.getInt(128),
                s.getInt(132),
                s.getLong(112),
                s.getInt(120));
    }
}
