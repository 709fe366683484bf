package dev.pinisi.engine;

import java.util.OptionalLong;

/**
 * What a container may use up. Absent means no limit, or the kernel's default.
 *
 * @param memory bytes
 * @param memorySwap bytes of memory and swap together; -1 for no limit
 * @param memoryReservation bytes
 * @param cpuShares relative weight
 * @param cpuQuota microseconds a period
 * @param cpuPeriod microseconds
 * @param cpusetCpus such as {@code 0-2,4}; empty for all
 * @param cpusetMems such as {@code 0}; empty for all
 * @param pids processes; 0 or -1 for no limit
 * @param blkioWeight 10 to 1000
 * @param shmSize bytes of /dev/shm
 * @param rootfsSize bytes that may be written to the root file system
 */
public record ResourceLimits(
        OptionalLong memory,
        OptionalLong memorySwap,
        OptionalLong memoryReservation,
        OptionalLong cpuShares,
        OptionalLong cpuQuota,
        OptionalLong cpuPeriod,
        String cpusetCpus,
        String cpusetMems,
        OptionalLong pids,
        OptionalLong blkioWeight,
        OptionalLong shmSize,
        OptionalLong rootfsSize) {}
