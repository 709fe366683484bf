package dev.pinisi.engine.internal;

import java.util.List;

/**
 * Who a process runs as, in the container's numbers.
 *
 * @param groups additional ones, {@code gid} among them
 * @param home the home directory
 * @param named whether /etc/passwd has an entry for the user
 * @param grouped whether /etc/group has one for the group
 */
record User(int uid, int gid, List<Integer> groups, String home, boolean named, boolean grouped) {}
