package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.FileSystems;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.MountAttributes;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.plan.MountFlag;
import dev.pinisi.oci.plan.Step;
import java.util.Map;

/**
 * Mounts below the root file system, before it becomes the root. Every place is opened once and mounted on by its
 * descriptor: what a container that shares a volume with this one does to the path meanwhile changes nothing.
 */
final class MountExecutor {
    /** As the planner adds it, at the end. */
    private static final String LABEL = "context=\"";

    private static final String SELINUX = "/sys/fs/selinux/enforce";

    private final RootDirectory root;
    private final Map<String, Integer> openSources;

    /** The bind mount made last, still open, so that its further steps need no path. */
    private int bound = -1;

    private String boundOn = "";

    MountExecutor(RootDirectory root, Map<String, Integer> openSources) {
        this.root = root;
        this.openSources = openSources;
    }

    void mount(Step.MountFileSystem step) {
        forgetBound();
        int place = placeFor(step);
        int result = step.copyUp() ? mountWithCopy(step, place) : mountAt(step, Files.pathOf(place));
        if (result == -Errno.EPERM && !step.substitute().isEmpty()) {
            result = bindSubstitute(step, place);
        }
        Files.close(place);
        check(result, "mount " + step.type() + " on", step.destination());
    }

    /** What the host has mounted below comes along; it is read-only as well, above all the control groups (CVE-2023-25809). */
    private static int bindSubstitute(Step.MountFileSystem step, int place) {
        int tree = Mounts.cloneTree(step.substitute(), true);
        if (tree < 0) {
            return tree;
        }
        int result = BindAttributes.apply(tree, step.flags(), 0);
        if (result == 0 && (step.flags() & MountFlag.READONLY) != 0) {
            result = Mounts.setAttributes(tree, true, MountAttributes.adding(MountAttributes.READONLY));
        }
        result = result < 0 ? result : Mounts.attach(tree, place);
        Files.close(tree);
        return result;
    }

    /** An image that has links for /proc or /sys wants what is mounted there to be looked for elsewhere. */
    private int placeFor(Step.MountFileSystem step) {
        boolean kernels = step.type().equals("proc") || step.type().equals("sysfs");
        int place = root.directory(step.destination());
        if (kernels) {
            Files.close(place);
            place = Files.openInRootWithoutLinks(root.fd(), step.destination(), Files.O_PATH);
            if (place == -Errno.ELOOP) {
                throw new ContainerException("mount " + step.type() + " on " + step.destination()
                        + ": the root file system has a symbolic link there");
            }
        }
        return check(place, "open in the root file system", step.destination());
    }

    void bind(Step.Bind step) {
        forgetBound();
        Integer open = openSources.get(step.destination());
        int tree = open == null ? Mounts.cloneTree(step.source(), step.recursive()) : open;
        check(tree, "bind mount " + step.source() + " on", step.destination());
        int result = BindAttributes.apply(tree, step.set(), step.cleared());
        check(result, "set the flags of the bind mount", step.destination());
        int place =
                FileStatus.of(tree).isDirectory() ? root.directory(step.destination()) : root.file(step.destination());
        refuseFakeProc(place, step.destination());
        result = Mounts.attach(tree, place);
        Files.close(place);
        check(result, "bind mount " + step.source() + " on", step.destination());
        bound = tree;
        boundOn = step.destination();
    }

    /** Programs and the kernel's own checks trust what /proc says; so only what lxcfs provides may be put over it. */
    private static void refuseFakeProc(int place, String destination) {
        if (FileSystems.kind(place) == FileSystems.PROC && !mayCoverProc(destination)) {
            throw new ContainerException(
                    "bind mount on " + destination + ": it lies inside /proc, which must be the kernel's");
        }
    }

    private static boolean mayCoverProc(String destination) {
        return switch (destination) {
            case "/proc/cpuinfo",
                    "/proc/diskstats",
                    "/proc/loadavg",
                    "/proc/meminfo",
                    "/proc/slabinfo",
                    "/proc/stat",
                    "/proc/swaps",
                    "/proc/uptime",
                    "/proc/sys/kernel/ns_last_pid",
                    "/proc/sys/crypto/fips_enabled" -> true;
            default -> false;
        };
    }

    void propagation(Step.Propagation step) {
        int place = opened(step.destination());
        check(
                Mounts.mount("", Files.pathOf(place), "", step.flags(), ""),
                "set the propagation of",
                step.destination());
        closeUnlessBound(place);
    }

    void attributes(Step.RecursiveAttributes step) {
        int place = opened(step.destination());
        MountAttributes attributes = new MountAttributes(step.set(), step.cleared(), 0, -1);
        check(
                Mounts.setAttributes(place, true, attributes),
                "set the attributes of the mounts below",
                step.destination());
        closeUnlessBound(place);
    }

    private static int mountAt(Step.MountFileSystem step, String path) {
        return Mounts.mount(step.source(), path, step.type(), step.flags(), withoutLabel(step.data()));
    }

    /** A label is for SELinux; a kernel where that is not active refuses it. */
    private static String withoutLabel(String data) {
        int at = data.indexOf(LABEL);
        if (at < 0 || Files.exists(SELINUX)) {
            return data;
        }
        return at == 0 ? "" : data.substring(0, at - 1);
    }

    /** The covered directory stays readable through a descriptor opened before. */
    private int mountWithCopy(Step.MountFileSystem step, int place) {
        int covered = check(Files.openAt(place, ".", Files.O_RDONLY), "open", step.destination());
        long writable = step.flags() & ~MountFlag.READONLY;
        int result = Mounts.mount(step.source(), Files.pathOf(place), step.type(), writable, withoutLabel(step.data()));
        if (result < 0) {
            return result;
        }
        int mounted =
                check(Files.openInRoot(root.fd(), step.destination(), Files.O_RDONLY), "open", step.destination());
        TreeCopy.copy(covered, mounted);
        Files.close(covered);
        if ((step.flags() & MountFlag.READONLY) != 0) {
            result = Mounts.setAttributes(mounted, false, MountAttributes.adding(MountAttributes.READONLY));
        }
        Files.close(mounted);
        return result;
    }

    private int opened(String destination) {
        return bound >= 0 && destination.equals(boundOn)
                ? bound
                : check(root.open(destination), "open in the root file system", destination);
    }

    private void closeUnlessBound(int fd) {
        if (fd != bound) {
            Files.close(fd);
        }
    }

    private void forgetBound() {
        if (bound >= 0) {
            Files.close(bound);
            bound = -1;
        }
    }
}
