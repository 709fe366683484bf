/** Network devices by rtnetlink(7). */
@NullMarked
package dev.pinisi.oci.netlink;

import org.jspecify.annotations.NullMarked;
