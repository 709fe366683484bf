/**
 * Linux system calls by area: mounts, namespaces, processes, sockets, terminals, locks. Each area is a small interface
 * or class; where tests want to see the calls instead of making them, there is a fake whose name starts with
 * {@code Recording}.
 */
@NullMarked
package dev.pinisi.linux;

import org.jspecify.annotations.NullMarked;
