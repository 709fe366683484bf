package dev.pinisi.engine;

import java.util.OptionalLong;

/**
 * Collects {@link ResourceLimits}: the part of a {@link ContainerSpecBuilder} that says what a container may use up.
 * Methods that read a value throw {@link EngineException} of kind {@code INVALID_SPEC} if it is wrong.
 */
public final class ResourceLimitsBuilder {
    private OptionalLong memory = OptionalLong.empty();
    private OptionalLong memorySwap = OptionalLong.empty();
    private OptionalLong memoryReservation = OptionalLong.empty();
    private OptionalLong cpuShares = OptionalLong.empty();
    private OptionalLong cpuQuota = OptionalLong.empty();
    private OptionalLong cpuPeriod = OptionalLong.empty();
    private String cpusetCpus = "";
    private String cpusetMems = "";
    private OptionalLong pids = OptionalLong.empty();
    private OptionalLong blkioWeight = OptionalLong.empty();
    private OptionalLong shmSize = OptionalLong.empty();
    private OptionalLong rootfsSize = OptionalLong.empty();

    ResourceLimitsBuilder() {}

    /** Bytes. */
    public ResourceLimitsBuilder memory(long bytes) {
        memory = OptionalLong.of(bytes);
        return this;
    }

    /** Bytes of memory and swap together; -1 for no limit. */
    public ResourceLimitsBuilder memorySwap(long bytes) {
        memorySwap = OptionalLong.of(bytes);
        return this;
    }

    public ResourceLimitsBuilder memoryReservation(long bytes) {
        memoryReservation = OptionalLong.of(bytes);
        return this;
    }

    /** {@code --cpus}: how many, such as 1.5; sets quota and period. */
    public ResourceLimitsBuilder cpus(double count) {
        cpuPeriod = OptionalLong.of(100_000);
        cpuQuota = OptionalLong.of(Math.round(count * 100_000));
        return this;
    }

    public ResourceLimitsBuilder cpuShares(long value) {
        cpuShares = OptionalLong.of(value);
        return this;
    }

    /** Microseconds a period. */
    public ResourceLimitsBuilder cpuQuota(long micros) {
        cpuQuota = OptionalLong.of(micros);
        return this;
    }

    /** Microseconds. */
    public ResourceLimitsBuilder cpuPeriod(long micros) {
        cpuPeriod = OptionalLong.of(micros);
        return this;
    }

    public ResourceLimitsBuilder cpusetCpus(String list) {
        cpusetCpus = list;
        return this;
    }

    public ResourceLimitsBuilder cpusetMems(String list) {
        cpusetMems = list;
        return this;
    }

    /** Processes; 0 or -1 for no limit. */
    public ResourceLimitsBuilder pidsLimit(long value) {
        pids = OptionalLong.of(value);
        return this;
    }

    public ResourceLimitsBuilder blkioWeight(long value) {
        if (value < 10 || value > 1000) {
            throw ContainerSpecBuilder.invalid("--blkio-weight", Long.toString(value), "must be from 10 to 1000");
        }
        blkioWeight = OptionalLong.of(value);
        return this;
    }

    /** Bytes. */
    public ResourceLimitsBuilder shmSize(long bytes) {
        shmSize = OptionalLong.of(bytes);
        return this;
    }

    /** Bytes. */
    public ResourceLimitsBuilder rootfsSize(long bytes) {
        rootfsSize = OptionalLong.of(bytes);
        return this;
    }

    ResourceLimits build() {
        return new ResourceLimits(
                memory,
                memorySwap,
                memoryReservation,
                cpuShares,
                cpuQuota,
                cpuPeriod,
                cpusetCpus,
                cpusetMems,
                pids,
                blkioWeight,
                shmSize,
                rootfsSize);
    }
}
