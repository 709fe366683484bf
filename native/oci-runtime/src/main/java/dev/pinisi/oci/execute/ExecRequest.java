package dev.pinisi.oci.execute;

import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.config.ProcessConfig;

/**
 * A further process for a container.
 *
 * @param cgroups the control groups it joins: the container's, or some beneath
 */
public record ExecRequest(ProcessConfig process, Handover handover, CgroupPlace cgroups) {}
