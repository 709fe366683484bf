package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileContents;
import java.util.List;

/** The way of a process into control groups. */
final class Cgroups {
    private Cgroups() {}

    /** Moves this process: {@link #move} of it. */
    static void join(List<String> files, int neighbour) {
        move(0, files, neighbour);
    }

    /**
     * Moves a process.
     *
     * @param pid 0 for this one
     * @param neighbour a process of the container, or 0. In version 2, a container that has divided its control group
     *     takes no further process at the top: then the group of that one is joined.
     */
    static void move(int pid, List<String> files, int neighbour) {
        String id = Integer.toString(pid);
        for (String file : files) {
            int result = FileContents.writeExisting(file, id);
            if (result == -Errno.EBUSY && neighbour != 0) {
                String other = HostCgroups.read().unified().orElseThrow().mountPoint() + unifiedPath(neighbour);
                result = FileContents.writeExisting(other + "/cgroup.procs", id);
            }
            check(result, "join the control group by", file);
        }
    }

    private static String unifiedPath(int pid) {
        String groups = "\n" + FileContents.text("/proc/" + pid + "/cgroup");
        int start = groups.indexOf("\n0::") + 4;
        return groups.substring(start, groups.indexOf('\n', start));
    }
}
