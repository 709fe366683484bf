package dev.pinisi.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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

    /** Reads struct statx. */
    static FileStatus of(MemorySegment s) {
        return new FileStatus(
                s.get(ValueLayout.JAVA_SHORT, 28) & 0xffff,
                s.get(ValueLayout.JAVA_INT, 20),
                s.get(ValueLayout.JAVA_INT, 24),
                s.get(ValueLayout.JAVA_LONG, 40),
                s.get(ValueLayout.JAVA_LONG, 48),
                Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, 16)),
                s.get(ValueLayout.JAVA_LONG, 32),
                (long) s.get(ValueLayout.JAVA_INT, 136) << 32
                        | Integer.toUnsignedLong(s.get(ValueLayout.JAVA_INT, 140)),
                s.get(ValueLayout.JAVA_INT, 128),
                s.get(ValueLayout.JAVA_INT, 132),
                s.get(ValueLayout.JAVA_LONG, 112),
                s.get(ValueLayout.JAVA_INT, 120));
    }
}
