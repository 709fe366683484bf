/**
 * Networks of containers: a bridge, addresses, a way out, published ports, and what a container's resolver files say.
 * The kernel is configured through netlink alone; no other program runs.
 */
@NullMarked
package dev.pinisi.network;

import org.jspecify.annotations.NullMarked;
