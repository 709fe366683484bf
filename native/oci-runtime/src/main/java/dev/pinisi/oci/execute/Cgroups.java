package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileContents;
import java.util.List;

/** Control groups, as far as they concern the process that enters them. */
final class Cgroups {
    private Cgroups() {}

    /**
     * Moves this process.
     *
     * @param neighbour a process of the container, or 0. In version 2, a container that has divided its control group
     *     takes no further process at the top: then the group of that one is joined.
     */
    static void join(List<String> files, int neighbour) {
        for (String file : files) {
            int result = FileContents.writeExisting(file, "0");
            if (result == -Errno.EBUSY && neighbour != 0) {
                String other = HostCgroups.read().unified().orElseThrow().mountPoint() + unifiedPath(neighbour);
                result = FileContents.writeExisting(other + "/cgroup.procs", "0");
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
