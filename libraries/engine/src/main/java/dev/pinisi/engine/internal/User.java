package dev.pinisi.engine.internal;

import java.util.List;

/**
 * Who a process runs as, in the container's numbers.
 *
 * @param groups additional ones, {@code gid} among them
 * @param home the home directory
 */
record User(int uid, int gid, List<Integer> groups, String home) {}
