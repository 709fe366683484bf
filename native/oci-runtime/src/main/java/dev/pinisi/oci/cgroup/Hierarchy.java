package dev.pinisi.oci.cgroup;

import java.util.List;

/**
 * A tree of control groups that is mounted.
 *
 * @param mountPoint where its top is
 * @param controllers what it controls: {@code cpu}, {@code memory} …, or {@code name=systemd} for a tree that only names
 * @param unified whether this is the tree of version 2
 */
public record Hierarchy(String mountPoint, List<String> controllers, boolean unified) {

    /** The key of this hierarchy in {@link CgroupPlace#directories()}: its controllers; empty for version 2. */
    public String key() {
        return unified ? "" : String.join(",", controllers);
    }
}
