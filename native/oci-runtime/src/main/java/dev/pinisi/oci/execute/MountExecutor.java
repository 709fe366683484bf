package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.MountAttributes;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.plan.MountFlag;
import dev.pinisi.oci.plan.Step;
import java.util.Map;

/** Mounts below the root file system, before it becomes the root. */
final class MountExecutor {
    private final RootDirectory root;
    private final Map<String, Integer> openSources;

    MountExecutor(RootDirectory root, Map<String, Integer> openSources) {
        this.root = root;
        this.openSources = openSources;
    }

    void mount(Step.MountFileSystem step) {
        int place = root.directory(step.destination());
        int result = step.copyUp() ? mountWithCopy(step, place) : mountAt(step, Files.pathOf(place));
        Files.close(place);
        check(result, "mount " + step.type() + " on", step.destination());
    }

    void bind(Step.Bind step) {
        Integer open = openSources.get(step.destination());
        int result = open == null ? bindByPath(step) : bindOpen(step, open);
        check(result, "bind mount " + step.source() + " on", step.destination());
        if ((step.set() | step.cleared()) != 0) {
            remountBind(step);
        }
    }

    private int bindByPath(Step.Bind step) {
        int known = FileStatus.errno(step.source());
        if (known < 0) {
            return known;
        }
        int place = placeFor(step, FileStatus.of(step.source()));
        long flags = MountFlag.BIND | (step.recursive() ? MountFlag.RECURSIVE : 0);
        int result = Mounts.mount(step.source(), Files.pathOf(place), "", flags, "");
        Files.close(place);
        return result;
    }

    private int bindOpen(Step.Bind step, int source) {
        int place = placeFor(step, FileStatus.of(source));
        int result = Mounts.attach(source, place);
        Files.close(place);
        Files.close(source);
        return result;
    }

    private int placeFor(Step.Bind step, FileStatus source) {
        return source.isDirectory() ? root.directory(step.destination()) : root.file(step.destination());
    }

    void propagation(Step.Propagation step) {
        int place = opened(step.destination());
        int result = Mounts.mount("", Files.pathOf(place), "", step.flags(), "");
        Files.close(place);
        check(result, "set the propagation of", step.destination());
    }

    void attributes(Step.RecursiveAttributes step) {
        int place = opened(step.destination());
        MountAttributes attributes = new MountAttributes(step.set(), step.cleared(), 0, -1);
        int result = Mounts.setAttributes(place, true, attributes);
        Files.close(place);
        check(result, "set the attributes of the mounts below", step.destination());
    }

    private static int mountAt(Step.MountFileSystem step, String path) {
        return Mounts.mount(step.source(), path, step.type(), step.flags(), step.data());
    }

    /** The covered directory stays readable through a descriptor opened before. */
    private int mountWithCopy(Step.MountFileSystem step, int place) {
        int covered =
                check(Files.openInRoot(root.fd(), step.destination(), Files.O_RDONLY), "open", step.destination());
        long readonly = step.flags() & MountFlag.READONLY;
        long writable = step.flags() & ~MountFlag.READONLY;
        int result = Mounts.mount(step.source(), Files.pathOf(place), step.type(), writable, step.data());
        if (result < 0) {
            return result;
        }
        int mounted =
                check(Files.openInRoot(root.fd(), step.destination(), Files.O_RDONLY), "open", step.destination());
        TreeCopy.copy(covered, mounted);
        Files.close(covered);
        if (readonly != 0) {
            long flags = MountFlag.REMOUNT | MountFlag.BIND | step.flags();
            result = Mounts.mount("", Files.pathOf(mounted), "", flags, "");
        }
        Files.close(mounted);
        return result;
    }

    /** A remount may not take away what the source's mount had when we do not own that: then those flags are kept. */
    private void remountBind(Step.Bind step) {
        int place = opened(step.destination());
        String path = Files.pathOf(place);
        long existing = Mounts.flags(place);
        long remount = MountFlag.REMOUNT | MountFlag.BIND;
        int result = Mounts.mount("", path, "", remount | step.set() | (existing & ~step.cleared()), "");
        if (result == -Errno.EPERM) {
            result = Mounts.mount("", path, "", remount | step.set() | existing, "");
        }
        Files.close(place);
        check(result, "set the flags of the bind mount", step.destination());
    }

    private int opened(String destination) {
        return check(root.open(destination), "open in the root file system", destination);
    }
}
