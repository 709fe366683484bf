package dev.pinisi.linux;

/**
 * A process and when it started, so that another process with the same number is not taken for it.
 *
 * @param pid its number
 * @param startTime clock ticks since boot, field 22 of /proc/PID/stat
 */
public record ProcessIdentity(int pid, long startTime) {}
