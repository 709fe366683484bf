/**
 * Control groups: {@code linux.cgroupsPath} and {@code linux.resources} of a config.json (runtime-spec, config-linux) to
 * steps, for version 1, version 2, and both side by side.
 *
 * <p>{@link dev.pinisi.oci.cgroup.CgroupPlanner} is pure. {@link dev.pinisi.oci.cgroup.Cgroup} carries steps out, and
 * kills, freezes and removes, through {@link dev.pinisi.oci.cgroup.CgroupFiles}.
 */
@NullMarked
package dev.pinisi.oci.cgroup;

import org.jspecify.annotations.NullMarked;
