package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.plan.MountFlag;
import dev.pinisi.oci.plan.Step;

/** Device files and links below the root file system, before it becomes the root. */
final class DeviceExecutor {
    private static final int CHARACTER = 0020000;
    private static final int BLOCK = 0060000;
    private static final int FIFO = 0010000;

    private final RootDirectory root;
    private String parentPath = "";
    private int parent = -1;

    DeviceExecutor(RootDirectory root) {
        this.root = root;
    }

    /** The mode is set by itself since the umask would take from it. */
    void node(Step.MakeNode step) {
        int directory = parentOf(step.path());
        String name = PathNames.name(step.path());
        long device = FileStatus.deviceNumber(step.major(), step.minor());
        int result = Files.mknodAt(directory, name, type(step.type()) | step.mode(), device);
        if (result == -Errno.EPERM || result == -Errno.EACCES) {
            bind(new Step.BindDevice(step.path()));
            return;
        }
        if (result == -Errno.EEXIST) {
            checkSame(step, directory, name, device);
            return;
        }
        check(result, "make device", step.path());
        if (step.uid() != 0 || step.gid() != 0) {
            check(Files.chownAt(directory, name, step.uid(), step.gid()), "change the owner of", step.path());
        }
    }

    void bind(Step.BindDevice step) {
        int place = root.file(step.path());
        int result = Mounts.mount(step.path(), Files.pathOf(place), "", MountFlag.BIND, "");
        Files.close(place);
        check(result, "bind the host's device", step.path());
    }

    /** Puts a terminal at /dev/console, which must be a file of that very name: a link could lead to any file (CVE-2025-52565). */
    void console(int terminal) {
        int directory = parentOf("/dev/console");
        int made = Files.createAt(directory, "console", Files.O_WRONLY | Files.O_EXCL, 0620);
        if (made >= 0) {
            Files.close(made);
        } else if (made != -Errno.EEXIST) {
            check(made, "make", "/dev/console");
        }
        int place = check(Files.openAt(directory, "console", Files.O_PATH | Files.O_NOFOLLOW), "open", "/dev/console");
        if (FileStatus.of(place).isLink()) {
            throw new ContainerException("put the terminal at /dev/console: a symbolic link is in the way");
        }
        int tree = check(Mounts.cloneTree(terminal, false), "bind the terminal on", "/dev/console");
        check(Mounts.attach(tree, place), "bind the terminal on", "/dev/console");
        Files.close(tree);
        Files.close(place);
    }

    void link(Step.Link step) {
        int directory = parentOf(step.path());
        int result = Files.symlinkAt(step.target(), directory, PathNames.name(step.path()));
        if (result != -Errno.EEXIST && result != -Errno.EROFS) {
            check(result, "make link", step.path());
        }
    }

    /** A container without a null device keeps the host's. */
    void openNull() {
        int own = -1;
        for (int fd = 0; fd <= 2; fd++) {
            if (!Files.isOpen(fd) || !FileStatus.of(fd).isNullDevice()) {
                continue;
            }
            own = own < 0 ? ownNull() : own;
            if (own < 0) {
                return;
            }
            Files.duplicate(own, fd);
        }
        Files.close(own);
    }

    /** Opened only when it is known to be one: opening a device can do things. */
    private int ownNull() {
        int place = root.open("/dev/null");
        boolean there = place >= 0 && FileStatus.of(place).isNullDevice();
        int own = there ? Files.open(Files.pathOf(place), Files.O_RDWR) : -1;
        Files.close(place);
        return own;
    }

    /** Nodes and links come in rows of the same directory. */
    private int parentOf(String path) {
        String wanted = PathNames.parent(path);
        if (!wanted.equals(parentPath)) {
            if (parent >= 0) {
                Files.close(parent);
            }
            parent = root.directory(wanted);
            parentPath = wanted;
        }
        return parent;
    }

    private static void checkSame(Step.MakeNode step, int directory, String name, long device) {
        FileStatus there = FileStatus.ofLink(directory, name);
        boolean same = (there.mode() & 0170000) == type(step.type()) && there.device() == device;
        if (!same && step.type() != 'p') {
            throw new ContainerException("make device " + step.path() + ": another file is in the way");
        }
    }

    private static int type(char type) {
        return switch (type) {
            case 'b' -> BLOCK;
            case 'p' -> FIFO;
            default -> CHARACTER;
        };
    }
}
