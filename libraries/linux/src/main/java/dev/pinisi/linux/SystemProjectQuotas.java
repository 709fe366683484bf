package dev.pinisi.linux;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** FS_IOC_FSSETXATTR and quotactl_fd(2). */
final class SystemProjectQuotas implements ProjectQuotas {
    static final SystemProjectQuotas INSTANCE = new SystemProjectQuotas();

    private static final long FSGETXATTR = 0x801c581fL;
    private static final long FSSETXATTR = 0x401c5820L;
    private static final int PROJINHERIT = 0x200;
    /** struct fsxattr: xflags 4, extsize 4, nextents 4, projid 4, cowextsize 4, 8 more. */
    private static final int SIZE_OF_FSXATTR = 28;

    private static final int PROJECT_AT = 12;
    private static final long Q_GETQUOTA = 0x80000702L;
    private static final long Q_SETQUOTA = 0x80000802L;
    /** struct if_dqblk: hard and soft limit in KiB, bytes, the same for inodes, two times, what is valid. */
    private static final int SIZE_OF_DQBLK = 72;

    private static final int QIF_BLIMITS = 1;

    private SystemProjectQuotas() {}

    @Override
    public Usage usage(Path directory, int project) {
        try (Descriptor open = Descriptor.openDirectory(directory);
                Memory memory = new Memory()) {
            Memory.Block block = memory.block(SIZE_OF_DQBLK);
            long result = Kernel.call(Syscall.QUOTACTL_FD, open.number(), Q_GETQUOTA, project, block.address());
            if (result == -Errno.ENOENT) {
                return new Usage(0, 0, 0);
            }
            Kernel.check(result, "read the project quota at", directory.toString());
            ByteBuffer quota = block.bytes();
            return new Usage(quota.getLong(16), quota.getLong(40), quota.getLong(0) * 1024);
        }
    }

    @Override
    public void limit(Path directory, int project, long bytes) {
        try (Descriptor open = Descriptor.openDirectory(directory);
                Memory memory = new Memory()) {
            Memory.Block block = memory.block(SIZE_OF_DQBLK);
            block.bytes().putLong(0, (bytes + 1023) / 1024);
            block.bytes().putLong(8, (bytes + 1023) / 1024);
            block.bytes().putInt(64, QIF_BLIMITS);
            long result = Kernel.call(Syscall.QUOTACTL_FD, open.number(), Q_SETQUOTA, project, block.address());
            Kernel.check(result, "set the project quota at", directory.toString());
        }
    }

    @Override
    public void assign(Path directory, int project) {
        try (Descriptor open = Descriptor.openDirectory(directory);
                Memory memory = new Memory()) {
            Memory.Block block = memory.block(SIZE_OF_FSXATTR);
            // read and written by the kernel; expected: ENOTTY, EOPNOTSUPP where there are no projects
            long result = Kernel.call(Syscall.IOCTL, open.number(), FSGETXATTR, block.address());
            Kernel.check(result, "read the attributes of", directory.toString());
            block.bytes().putInt(0, block.bytes().getInt(0) | PROJINHERIT);
            block.bytes().putInt(PROJECT_AT, project);
            result = Kernel.call(Syscall.IOCTL, open.number(), FSSETXATTR, block.address());
            Kernel.check(result, "set the project of", directory.toString());
        }
    }

    @Override
    public int project(Path directory) {
        try (Descriptor open = Descriptor.openDirectory(directory);
                Memory memory = new Memory()) {
            Memory.Block block = memory.block(SIZE_OF_FSXATTR);
            long result = Kernel.call(Syscall.IOCTL, open.number(), FSGETXATTR, block.address());
            return result < 0 ? 0 : block.bytes().getInt(PROJECT_AT);
        }
    }
}
