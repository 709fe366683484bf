package dev.pinisi.oci.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control groups of a host.
 *
 * @param hierarchies those of version 1 as mounted; that of version 2, if there is one, last
 */
public record CgroupHost(List<Hierarchy> hierarchies) {

    /**
     * Reads {@code /proc/self/mountinfo} (proc_pid_mountinfo(5)).
     *
     * <p>What version 2 controls is not there: see {@link #withUnifiedControllers}.
     */
    public static CgroupHost parse(String mountinfo) {
        return new CgroupHost(MountTable.hierarchies(mountinfo));
    }

    /** The same, knowing what {@code cgroup.controllers} at the top of version 2 says. */
    public CgroupHost withUnifiedControllers(String controllers) {
        List<Hierarchy> known = new ArrayList<>();
        for (Hierarchy hierarchy : hierarchies) {
            known.add(
                    hierarchy.unified()
                            ? new Hierarchy(hierarchy.mountPoint(), Words.split(controllers), true)
                            : hierarchy);
        }
        return new CgroupHost(known);
    }

    /** The hierarchy of version 2, alone or beside others. */
    public Optional<Hierarchy> unified() {
        for (Hierarchy hierarchy : hierarchies) {
            if (hierarchy.unified()) {
                return Optional.of(hierarchy);
            }
        }
        return Optional.empty();
    }

    /** Whether there is version 2 and nothing else. */
    public boolean unifiedOnly() {
        return hierarchies.size() == 1 && hierarchies.get(0).unified();
    }

    /** The hierarchy that has that controller. */
    Optional<Hierarchy> controlling(String controller) {
        for (Hierarchy hierarchy : hierarchies) {
            if (hierarchy.controllers().contains(controller)) {
                return Optional.of(hierarchy);
            }
        }
        return Optional.empty();
    }
}
