package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.MountAttributes;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.plan.Step;

/**
 * Takes paths out of the container's reach, before its root file system becomes the root: from inside, /dev/null and /proc
 * would be what the container makes of them (CVE-2025-31133).
 */
final class ProtectionExecutor {
    private static final MountAttributes READONLY = MountAttributes.adding(MountAttributes.READONLY);

    private final RootDirectory root;
    private int nullDevice = -1;
    private int emptyDirectory = -1;

    ProtectionExecutor(RootDirectory root) {
        this.root = root;
    }

    /** Makes the mount at a path read-only. */
    void remountReadonly(Step.RemountReadonly step) {
        int place = check(root.open(step.path()), "open in the root file system", step.path());
        check(Mounts.setAttributes(place, false, READONLY), "make read-only", step.path());
        Files.close(place);
    }

    /** Binds a path onto itself, read-only. What is not there needs no protection. */
    void makeReadonly(String path) {
        int place = openIfThere(path);
        if (place < 0) {
            return;
        }
        int tree = check(Mounts.cloneTree(place, true), "bind read-only", path);
        check(Mounts.setAttributes(tree, false, READONLY), "make read-only", path);
        check(Mounts.attach(tree, place), "bind read-only", path);
        Files.close(tree);
        Files.close(place);
    }

    /** A file is covered by the host's /dev/null, a directory by an empty read-only one. */
    void mask(String path) {
        int place = openIfThere(path);
        if (place < 0) {
            return;
        }
        int cover = FileStatus.of(place).isDirectory() ? emptyDirectory() : nullDevice();
        check(Mounts.attach(check(cover, "mask", path), place), "mask", path);
        if (cover != emptyDirectory) {
            Files.close(cover);
        }
        Files.close(place);
    }

    private int openIfThere(String path) {
        int place = root.open(path);
        return place == -Errno.ENOENT || place == -Errno.ENOTDIR
                ? -1
                : check(place, "open in the root file system", path);
    }

    private int nullDevice() {
        if (nullDevice < 0) {
            nullDevice = check(Files.open("/dev/null", Files.O_PATH), "open", "/dev/null");
            if (!FileStatus.of(nullDevice).isNullDevice()) {
                throw new ContainerException("mask paths by the host's /dev/null: it is not the null device");
            }
        }
        return Mounts.cloneTree(nullDevice, false);
    }

    /** The first use is the file system's own mount; kernels before 6.15 make copies of an attached one only. */
    private int emptyDirectory() {
        if (emptyDirectory >= 0) {
            return Mounts.cloneTree(emptyDirectory, false);
        }
        emptyDirectory = Mounts.createReadonly("tmpfs", "nr_blocks", "1", "nr_inodes", "1");
        return emptyDirectory;
    }
}
