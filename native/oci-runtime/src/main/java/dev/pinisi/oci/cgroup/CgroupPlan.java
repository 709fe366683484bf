package dev.pinisi.oci.cgroup;

import java.util.List;

/**
 * How to make a container's control groups.
 *
 * @param place where they will be
 * @param steps what to do, before the container's first process {@linkplain CgroupPlace#joinFiles() joins}
 */
public record CgroupPlan(CgroupPlace place, List<CgroupStep> steps) {}
