package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/**
 * How a process is scheduled.
 *
 * @param policy the kernel's number of the scheduling policy, -1 to leave it
 * @param flags the kernel's bits
 * @param ioPriority class and priority as ioprio_set(2) takes them, -1 to leave it
 * @param initialCpus to run on before joining the control groups, for exec only, as {@link IndexSet} has them
 * @param finalCpus to run on afterwards; both empty to leave it to the kernel
 */
public record SchedulingConfig(
        int policy,
        int nice,
        int priority,
        long flags,
        long runtime,
        long deadline,
        long period,
        int ioPriority,
        String initialCpus,
        String finalCpus) {
    private static final List<String> POLICIES = List.of(
            "SCHED_OTHER", "SCHED_FIFO", "SCHED_RR", "SCHED_BATCH", "SCHED_ISO", "SCHED_IDLE", "SCHED_DEADLINE");
    private static final List<String> FLAGS = List.of(
            "SCHED_FLAG_RESET_ON_FORK",
            "SCHED_FLAG_RECLAIM",
            "SCHED_FLAG_DL_OVERRUN",
            "SCHED_FLAG_KEEP_POLICY",
            "SCHED_FLAG_KEEP_PARAMS",
            "SCHED_FLAG_UTIL_CLAMP_MIN",
            "SCHED_FLAG_UTIL_CLAMP_MAX");
    private static final List<String> IO_CLASSES =
            List.of("IOPRIO_CLASS_NONE", "IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");

    static SchedulingConfig read(JsonCursor process) {
        JsonCursor scheduler = process.field("scheduler");
        JsonCursor affinity = process.field("execCPUAffinity");
        return new SchedulingConfig(
                scheduler.isPresent() ? known(scheduler.field("policy"), POLICIES) : -1,
                scheduler.field("nice").intOr(0),
                scheduler.field("priority").intOr(0),
                flags(scheduler.field("flags")),
                scheduler.field("runtime").longOr(0),
                scheduler.field("deadline").longOr(0),
                scheduler.field("period").longOr(0),
                ioPriority(process.field("ioPriority")),
                IndexSet.read(affinity.field("initial")),
                IndexSet.read(affinity.field("final")));
    }

    private static long flags(JsonCursor flags) {
        long bits = 0;
        for (JsonCursor flag : flags.elements()) {
            bits |= 1L << known(flag, FLAGS);
        }
        return bits;
    }

    private static int ioPriority(JsonCursor io) {
        if (!io.isPresent()) {
            return -1;
        }
        return (known(io.field("class"), IO_CLASSES) << 13)
                | (io.field("priority").intOr(0) & 0x1fff);
    }

    private static int known(JsonCursor name, List<String> names) {
        int index = names.indexOf(name.string());
        if (index < 0) {
            throw name.fail("unknown value " + name.string());
        }
        return index;
    }
}
