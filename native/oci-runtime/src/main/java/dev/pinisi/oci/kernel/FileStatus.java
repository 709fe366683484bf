package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/**
 * What a file is (statx).
 *
 * @param mode type and permission bits
 * @param device the device number of a device file
 */
public record FileStatus(int mode, int uid, int gid, long device, long size, long inode) {
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int BASIC = 0x7ff;
    private static final int TYPE = 0170000;
    private static final long NULL_DEVICE = deviceNumber(1, 3);

    /** The status of a path, links followed; or none, with {@link #errno} of the path saying why. */
    public static FileStatus of(String path) {
        return at(Files.AT_FDCWD, path, 0);
    }

    public static FileStatus ofLink(int directory, String name) {
        return at(directory, name, AT_SYMLINK_NOFOLLOW);
    }

    public static FileStatus of(int fd) {
        return at(fd, "", AT_EMPTY_PATH);
    }

    /** 0 if the path is there, or -errno. */
    public static int errno(String path) {
        return (int) Kernel.call(
                Sys.statx(),
                Files.AT_FDCWD,
                Kernel.path(path),
                0,
                BASIC,
                Memory.allocate(256).toLong());
    }

    private static FileStatus at(int directory, String path, int flags) {
        Address status = Memory.allocate(256);
        long result = Kernel.call(Sys.statx(), directory, Kernel.path(path), flags, BASIC, status.toLong());
        KernelException.check(result, "stat", path);
        long major = status.add(128).getInt() & 0xffffffffL;
        long minor = status.add(132).getInt() & 0xffffffffL;
        return new FileStatus(
                status.add(28).getShort() & 0xffff,
                status.add(20).getInt(),
                status.add(24).getInt(),
                deviceNumber(major, minor),
                status.add(40).getLong(),
                status.add(32).getLong());
    }

    /** The kernel's encoding of a device's two numbers. */
    public static long deviceNumber(long major, long minor) {
        return ((major & 0xfff) << 8) | ((major & ~0xfffL) << 32) | (minor & 0xff) | ((minor & ~0xffL) << 12);
    }

    /** Whether it is what /dev/null should be. */
    public boolean isNullDevice() {
        return (mode & TYPE) == 0020000 && device == NULL_DEVICE;
    }

    public boolean isDirectory() {
        return (mode & TYPE) == 0040000;
    }

    public boolean isRegular() {
        return (mode & TYPE) == 0100000;
    }

    public boolean isLink() {
        return (mode & TYPE) == 0120000;
    }
}
