/**
 * Control groups that systemd makes: {@code --systemd-cgroup}. A client for as much of D-Bus (D-Bus Specification, 0.43) as
 * that takes, and systemd's manager behind it (org.freedesktop.systemd1(5)).
 */
@NullMarked
package dev.pinisi.oci.systemd;

import org.jspecify.annotations.NullMarked;
