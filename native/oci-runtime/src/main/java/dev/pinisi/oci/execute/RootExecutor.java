package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.plan.MountFlag;
import dev.pinisi.oci.plan.Step;

/** Making the root file system the root, and what is done to it from inside. */
final class RootExecutor {
    private static final long REMOUNT = MountFlag.REMOUNT | MountFlag.BIND;

    private RootExecutor() {}

    /** Makes the root file system a mount of its own, so that it can become the root. */
    static RootDirectory enter(Step.EnterRoot step) {
        String path = step.path();
        if (step.parentIsShared()) {
            secludeMountOf(path);
        }
        check(
                Mounts.mount(path, path, "", MountFlag.BIND | MountFlag.RECURSIVE, ""),
                "root.path: bind mount the root file system",
                path);
        int fd = check(Files.open(path, Files.O_PATH), "open the root file system", path);
        // A shared parent would let the new root's mounts out; pivot_root refuses it.
        Mounts.mount("", Files.pathOf(fd), "", MountFlag.PRIVATE, "");
        return new RootDirectory(fd);
    }

    /** Makes the mount that a path is on private. Only the top of a mount can be: so tries, from the path upwards. */
    private static void secludeMountOf(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (Mounts.mount("", path.substring(0, end), "", MountFlag.PRIVATE, "") == 0) {
                return;
            }
        }
        check(Mounts.mount("", "/", "", MountFlag.PRIVATE, ""), "seclude the mount of", path);
    }

    static void change(Step.ChangeRoot step) {
        check(Namespaces.changeDirectory(step.path()), "enter the root file system", step.path());
        check(Namespaces.changeRoot("."), "change the root to", step.path());
    }

    /** Stacks the old root onto the new one and detaches it from there: no directory is needed for it. */
    static void pivot(Step.PivotRoot step, RootDirectory root) {
        check(Namespaces.changeDirectory(root.fd()), "enter the root file system");
        if (step.byMoving()) {
            check(Mounts.mount(".", "/", "", MountFlag.MOVE, ""), "move the root file system to /");
            check(Namespaces.changeRoot("."), "change the root");
        } else {
            check(Mounts.pivotRoot(".", "."), "pivot to the new root (--no-pivot avoids it)");
            check(Mounts.mount("", ".", "", MountFlag.SLAVE | MountFlag.RECURSIVE, ""), "seclude the old root");
            check(Mounts.detach("."), "detach the old root");
        }
        check(Namespaces.changeDirectory("/"), "enter the new root");
        if (step.propagation() != 0) {
            check(Mounts.mount("", "/", "", step.propagation(), ""), "set the propagation of /");
        }
        Files.close(root.fd());
    }

    static void remountReadonly(Step.RemountReadonly step) {
        int fd = check(Files.open(step.path(), Files.O_PATH), "open", step.path());
        long kept = Mounts.flags(fd);
        Files.close(fd);
        long flags = REMOUNT | MountFlag.READONLY | step.flags() | kept;
        check(Mounts.mount("", step.path(), "", flags, ""), "make read-only", step.path());
    }

    static void makeReadonly(String path) {
        int bound = Mounts.mount(path, path, "", MountFlag.BIND | MountFlag.RECURSIVE, "");
        if (bound == -Errno.ENOENT || bound == -Errno.ENOTDIR) {
            return;
        }
        check(bound, "bind read-only", path);
        remountReadonly(new Step.RemountReadonly(path, 0));
    }

    /** A file is covered by /dev/null, a directory by an empty read-only one. */
    static void mask(String path) {
        int result = Mounts.mount("/dev/null", path, "", MountFlag.BIND, "");
        if (result == -Errno.ENOTDIR && FileStatus.errno(path) == 0) {
            result = Mounts.mount("tmpfs", path, "tmpfs", MountFlag.READONLY, "nr_blocks=1,nr_inodes=1");
        }
        if (result != -Errno.ENOENT && result != -Errno.ENOTDIR) {
            check(result, "mask", path);
        }
    }

    static void sysctl(Step.Sysctl step) {
        String path = "/proc/sys/" + step.name().replace('.', '/');
        check(FileContents.writeExisting(path, step.value()), "set sysctl", step.name());
    }

    static void makeDirectory(String path) {
        for (int end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
            String prefix = end < 0 ? path : path.substring(0, end);
            int result = Files.exists(prefix) ? 0 : Files.mkdir(prefix, 0755);
            if (result < 0 && result != -Errno.EEXIST) {
                throw new KernelException("make the working directory " + prefix, -result);
            }
            if (end < 0) {
                return;
            }
        }
    }
}
