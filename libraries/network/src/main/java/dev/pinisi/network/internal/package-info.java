/** Netlink messages, and the requests of rtnetlink and nf_tables that networks are made of. */
@NullMarked
package dev.pinisi.network.internal;

import org.jspecify.annotations.NullMarked;
