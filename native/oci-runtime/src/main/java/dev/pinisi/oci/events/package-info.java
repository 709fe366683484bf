/**
 * What {@code events} shows: statistics of control groups and notices that memory ran out, as runc's JSON.
 *
 * <p>The statistics are pure: from {@link dev.pinisi.oci.cgroup.CgroupFiles} to JSON.
 */
@NullMarked
package dev.pinisi.oci.events;

import org.jspecify.annotations.NullMarked;
