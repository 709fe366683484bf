package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.plan.MountFlag;
import dev.pinisi.oci.plan.Step;

/** Making the root file system the root. */
final class RootExecutor {
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

    /** Makes the working directory where it is missing. One that only the container's user can reach is there. */
    static void makeDirectory(String path, RootDirectory root) {
        int place = root.open(path);
        if (place == -Errno.ENOENT) {
            place = root.directory(path);
        }
        if (place >= 0) {
            Files.close(place);
        }
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
}
