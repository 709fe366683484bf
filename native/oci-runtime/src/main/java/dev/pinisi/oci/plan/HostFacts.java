package dev.pinisi.oci.plan;

import dev.pinisi.oci.cgroup.CgroupPlace;

/**
 * What a plan depends on beside the configuration.
 *
 * @param permittedCapabilities those that this process has, a bit each
 * @param cgroups where the container's control groups will be
 * @param cgroupsUnified whether there are those of version 2 only
 */
public record HostFacts(long permittedCapabilities, CgroupPlace cgroups, boolean cgroupsUnified) {

    /** In a user namespace of its own a process has all capabilities. */
    HostFacts inOwnUserNamespace() {
        return new HostFacts(-1, cgroups, cgroupsUnified);
    }
}
