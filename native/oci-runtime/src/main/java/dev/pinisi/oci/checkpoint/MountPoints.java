package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.execute.RootDirectory;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the places that a container's mounts go to where they are missing: in another root file system, or in other volumes,
 * than those of the checkpoint. CRIU makes none. What lies in a file system that CRIU restores is there with it.
 */
final class MountPoints {
    private final String rootfs;

    /** Mounts that others may lie in, in order. */
    private final List<Step> mounts = new ArrayList<>();

    private MountPoints(String rootfs) {
        this.rootfs = rootfs;
    }

    static void make(Plan plan, String rootfs) {
        MountPoints points = new MountPoints(rootfs);
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.MountFileSystem s -> points.make(s);
                case Step.Bind s -> points.make(s);
                default -> {}
            }
        }
    }

    private void make(Step mount) {
        String destination = destinationOf(mount);
        String top = rootfs;
        String path = destination;
        for (Step outer : mounts) {
            if (destination.startsWith(destinationOf(outer) + "/")) {
                top = outer instanceof Step.Bind bind ? bind.source() : "";
                path = destination.substring(destinationOf(outer).length());
            }
        }
        mounts.add(mount);
        if (top.isEmpty()) {
            return;
        }
        int fd = check(Files.open(top, Files.O_PATH), "open", top);
        RootDirectory root = new RootDirectory(fd);
        Files.close(isDirectory(mount) ? root.directory(path) : root.file(path));
        Files.close(fd);
    }

    private static String destinationOf(Step mount) {
        return mount instanceof Step.Bind bind ? bind.destination() : ((Step.MountFileSystem) mount).destination();
    }

    private static boolean isDirectory(Step mount) {
        if (!(mount instanceof Step.Bind bind)) {
            return true;
        }
        int fd = check(Files.open(bind.source(), Files.O_PATH), "open the source of a bind mount,", bind.source());
        boolean directory = FileStatus.of(fd).isDirectory();
        Files.close(fd);
        return directory;
    }
}
