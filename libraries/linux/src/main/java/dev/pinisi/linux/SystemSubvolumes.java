package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Subvolumes by btrfs' ioctls, include/uapi/linux/btrfs.h. */
final class SystemSubvolumes implements Subvolumes {
    static final SystemSubvolumes INSTANCE = new SystemSubvolumes();

    private static final long BTRFS_SUPER_MAGIC = 0x9123683EL;
    private static final int SIZE_OF_STATFS = 120;
    private static final long SNAP_CREATE_V2 = 0x50009417L;
    private static final long SUBVOL_CREATE_V2 = 0x50009418L;
    private static final long SNAP_DESTROY = 0x5000940FL;
    private static final long QUOTA_CTL = 0xC0109428L;
    private static final long QGROUP_LIMIT = 0x8030942BL;
    private static final long QUOTA_ENABLE = 1;
    private static final long LIMIT_EXCLUSIVE = 2;
    /** struct btrfs_ioctl_vol_args_v2: fd 8, transid 8, flags 8, four unused words, name 4040; and its forerunner. */
    private static final int SIZE_OF_ARGUMENTS = 4096;

    private static final int NAME_V2 = 56;
    private static final int NAME_V1 = 8;
    private static final int SIZE_OF_LIMIT = 48;
    /** The inode of each subvolume's root directory. */
    private static final long FIRST_INODE = 256;

    private SystemSubvolumes() {}

    @Override
    public boolean isPossible(Path directory) {
        try (Memory memory = new Memory()) {
            Memory.Block statfs = memory.block(SIZE_OF_STATFS);
            // the kernel copies the path and fills our block
            long result = Kernel.call(Syscall.STATFS, memory.string(directory.toString()), statfs.address());
            Kernel.check(result, "statfs", directory.toString());
            return statfs.bytes().getLong(0) == BTRFS_SUPER_MAGIC;
        }
    }

    @Override
    public void create(Path place) {
        change(SUBVOL_CREATE_V2, "create the subvolume", place, 0, NAME_V2);
    }

    @Override
    public void snapshot(Path source, Path place) {
        try (Descriptor from = Descriptor.openDirectory(source)) {
            change(SNAP_CREATE_V2, "make the snapshot", place, from.number(), NAME_V2);
        }
    }

    @Override
    public boolean destroy(Path place) {
        byte[] name = place.toString().getBytes(UTF_8);
        Optional<FileStatus> status = Directory.status(FileCalls.AT_FDCWD, name, FileCalls.AT_SYMLINK_NOFOLLOW);
        boolean is = status.isPresent()
                && status.get().isDirectory()
                && status.get().inode() == FIRST_INODE
                && isPossible(place);
        if (is) {
            change(SNAP_DESTROY, "remove the subvolume", place, 0, NAME_V1);
        }
        return is;
    }

    /** An operation on a name in a directory; the kernel copies the structure. Expected: EEXIST, EPERM, EXDEV. */
    private static void change(long operation, String what, Path place, long source, int nameAt) {
        Path name = place.getFileName();
        Path parent = place.getParent();
        if (name == null || parent == null) {
            throw new LinuxException(what, place.toString(), Errno.EINVAL);
        }
        try (Descriptor directory = Descriptor.openDirectory(parent);
                Memory memory = new Memory()) {
            Memory.Block arguments = memory.block(SIZE_OF_ARGUMENTS);
            arguments.bytes().putLong(0, source);
            arguments.bytes().put(nameAt, name.toString().getBytes(UTF_8));
            long result = Kernel.call(Syscall.IOCTL, directory.number(), operation, arguments.address());
            Kernel.check(result, what, place.toString());
        }
    }

    @Override
    public void limit(Path place, long bytes) {
        try (Descriptor subvolume = Descriptor.openDirectory(place);
                Memory memory = new Memory()) {
            Memory.Block enable = memory.block(16);
            enable.bytes().putLong(0, QUOTA_ENABLE);
            // nothing happens if quotas are on; expected: EPERM
            Kernel.check(
                    Kernel.call(Syscall.IOCTL, subvolume.number(), QUOTA_CTL, enable.address()),
                    "turn quotas on for",
                    place.toString());
            // struct btrfs_ioctl_qgroup_limit_args: the group (0: the subvolume's), flags, max_rfer, max_excl
            Memory.Block limit = memory.block(SIZE_OF_LIMIT);
            ByteBuffer arguments = limit.bytes();
            arguments.putLong(8, LIMIT_EXCLUSIVE);
            arguments.putLong(24, bytes);
            Kernel.check(
                    Kernel.call(Syscall.IOCTL, subvolume.number(), QGROUP_LIMIT, limit.address()),
                    "limit the size of",
                    place.toString());
        }
    }
}
