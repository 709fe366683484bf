package dev.pinisi.linux;

import java.nio.file.Path;

/** mount(2), umount2(2), statx(2). */
final class SystemMounts implements Mounts {
    static final SystemMounts INSTANCE = new SystemMounts();

    private static final long MS_RDONLY = 1;
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_REMOUNT = 32;
    private static final long MS_BIND = 4096;
    private static final long MS_REC = 16384;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int SIZE_OF_STATX = 256;
    private static final int STX_ATTRIBUTES = 8;
    private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;

    private SystemMounts() {}

    @Override
    public void overlay(OverlayMount overlay, Path target) {
        if (!NewMountApi.overlay(overlay, target)) {
            ClassicOverlay.mount(overlay, target);
        }
    }

    @Override
    public void tmpfs(Path target, String options) {
        mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, options);
    }

    @Override
    public void bind(Path source, Path target) {
        mount(source.toString(), target, "", MS_BIND | MS_REC, "");
    }

    @Override
    public void mapped(Path source, Path target, IdMappings mappings) {
        MappedMount.attach(source, target, mappings);
    }

    @Override
    public void makeReadOnly(Path target) {
        mount("", target, "", MS_BIND | MS_REMOUNT | MS_RDONLY, "");
    }

    @Override
    public void propagation(Path target, Propagation propagation) {
        mount("", target, "", propagation.flag, "");
    }

    @Override
    public boolean unmount(Path target) {
        try (Memory memory = new Memory()) {
            // the kernel copies the path; expected: EINVAL (no mount), ENOENT, EPERM
            long result = Kernel.call(Syscall.UMOUNT2, memory.string(target.toString()), MNT_DETACH | UMOUNT_NOFOLLOW);
            if (result == -Errno.EINVAL || result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
                return false;
            }
            Kernel.check(result, "unmount", target.toString());
            return true;
        }
    }

    @Override
    public boolean isMountPoint(Path path) {
        try (Memory memory = new Memory()) {
            Memory.Block statx = memory.block(SIZE_OF_STATX);
            // the kernel copies the path and fills our block; expected: ENOENT, ENOTDIR
            long result = Kernel.call(
                    Syscall.STATX,
                    AT_FDCWD,
                    memory.string(path.toString()),
                    AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
                    0,
                    statx.address());
            if (result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
                return false;
            }
            Kernel.check(result, "statx", path.toString());
            return (statx.bytes().getLong(STX_ATTRIBUTES) & STATX_ATTR_MOUNT_ROOT) != 0;
        }
    }

    /** mount(2); an empty string stands for what the call does not need. The kernel copies all strings. */
    static void mount(String source, Path target, String type, long flags, String data) {
        try (Memory memory = new Memory()) {
            long result = Kernel.call(
                    Syscall.MOUNT,
                    stringOrNull(memory, source),
                    memory.string(target.toString()),
                    stringOrNull(memory, type),
                    flags,
                    stringOrNull(memory, data));
            String subject = source.isEmpty() ? target.toString() : source + " on " + target;
            Kernel.check(result, "mount", subject);
        }
    }

    private static long stringOrNull(Memory memory, String text) {
        return text.isEmpty() ? 0 : memory.string(text);
    }
}
