package dev.pinisi.linux;

import java.nio.file.Path;

/** An id-mapped mount: open_tree(2), mount_setattr(2), move_mount(2). */
final class MappedMount {
    private static final int OPEN_TREE_CLONE = 1;
    private static final int O_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final long MOUNT_ATTR_RDONLY = 1;
    private static final long MOUNT_ATTR_IDMAP = 0x100000;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    /** struct mount_attr: set, clear, propagation, descriptor of the user namespace. */
    private static final int SIZE_OF_MOUNT_ATTR = 32;

    private MappedMount() {}

    static void attach(Path source, Path target, IdMappings mappings) {
        try (Memory memory = new Memory();
                Descriptor namespace = UserNamespace.create(mappings)) {
            // the kernel copies the paths; a tree that is not attached goes with its descriptor
            long tree = Kernel.call(
                    Syscall.OPEN_TREE, AT_FDCWD, memory.string(source.toString()), OPEN_TREE_CLONE | O_CLOEXEC);
            try (Descriptor mount = Descriptor.of((int) Kernel.check(tree, "open_tree", source.toString()))) {
                Memory.Block attributes = memory.block(SIZE_OF_MOUNT_ATTR);
                attributes.bytes().putLong(0, MOUNT_ATTR_IDMAP | MOUNT_ATTR_RDONLY);
                attributes.bytes().putLong(24, namespace.number());
                long empty = memory.string("");
                // expected: EINVAL from a file system that cannot map owners, EPERM
                long result = Kernel.call(
                        Syscall.MOUNT_SETATTR,
                        mount.number(),
                        empty,
                        AT_EMPTY_PATH,
                        attributes.address(),
                        SIZE_OF_MOUNT_ATTR);
                Kernel.check(result, "map the owners of", source.toString());
                result = Kernel.call(
                        Syscall.MOVE_MOUNT,
                        mount.number(),
                        empty,
                        AT_FDCWD,
                        memory.string(target.toString()),
                        MOVE_MOUNT_F_EMPTY_PATH);
                Kernel.check(result, "mount " + source + " on", target.toString());
            }
        }
    }
}
