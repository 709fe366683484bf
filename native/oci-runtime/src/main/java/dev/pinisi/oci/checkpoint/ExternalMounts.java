package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.Step;

/**
 * Tells CRIU of the mounts that show what lies outside of the container: it keeps only a name of each, and mounts what that
 * name stands for when it restores.
 */
final class ExternalMounts {
    private static final String NULL_DEVICE = "/dev/null";

    private final int root;
    private final String rootPath;
    private final Message options;

    private ExternalMounts(String rootfs, Message options) {
        this.options = options;
        root = check(Files.open(rootfs, Files.O_PATH), "open the root file system", rootfs);
        rootPath = path(root);
    }

    /** Where they are, and by which names they shall be kept: those of their places; of masks, the null device's. */
    static void dump(Plan plan, String rootfs, int pid, Message options) {
        ExternalMounts mounts = new ExternalMounts(rootfs, options);
        String seen = "/proc/" + pid + "/root";
        int container = check(Files.open(seen, Files.O_PATH), "open", seen);
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Bind s -> mounts.add(mounts.resolved(s.destination()), mounts.resolved(s.destination()));
                case Step.BindDevice s -> mounts.add(s.path(), s.path());
                case Step.Mask s -> mounts.addMask(s.path(), container);
                default -> {}
            }
        }
        Files.close(container);
        Files.close(mounts.root);
    }

    /** By which names they were kept, and what shall be mounted for them. */
    static void restore(Plan plan, String rootfs, Message options) {
        ExternalMounts mounts = new ExternalMounts(rootfs, options);
        mounts.add(NULL_DEVICE, NULL_DEVICE);
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Bind s -> mounts.add(mounts.resolved(s.destination()), s.source());
                case Step.BindDevice s -> mounts.add(s.path(), s.path());
                default -> {}
            }
        }
        Files.close(mounts.root);
    }

    private void add(String key, String value) {
        options.message(Option.EXTERNAL_MOUNT, new Message().text(1, key).text(2, value));
    }

    /** A masked directory is covered by a file system of the container's own. */
    private void addMask(String path, int container) {
        int place = Files.openInRoot(container, path, Files.O_PATH);
        if (place >= 0 && !FileStatus.of(place).isDirectory()) {
            add(path(place), NULL_DEVICE);
        }
        Files.close(place);
    }

    /** The place in the root file system, its links followed; what is only there once something is mounted is taken as it is. */
    private String resolved(String destination) {
        String known = destination;
        String rest = "";
        int place = Files.openInRoot(root, known, Files.O_PATH);
        while (place == -Errno.ENOENT && known.length() > 1) {
            int slash = known.lastIndexOf('/');
            rest = known.substring(slash) + rest;
            known = slash == 0 ? "/" : known.substring(0, slash);
            place = Files.openInRoot(root, known, Files.O_PATH);
        }
        check(place, "open in the root file system", known);
        String path = path(place).substring(rootPath.equals("/") ? 0 : rootPath.length());
        Files.close(place);
        return path + rest;
    }

    private static String path(int fd) {
        return Files.readLink(Files.AT_FDCWD, Files.pathOf(fd));
    }
}
