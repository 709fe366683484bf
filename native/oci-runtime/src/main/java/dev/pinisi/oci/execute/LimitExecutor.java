package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.IndexSet;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Limits;
import dev.pinisi.oci.kernel.Proc;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.plan.Step;

/** Limits and scheduling. What the host does not allow is done as far as it goes, with a warning. */
final class LimitExecutor {
    private LimitExecutor() {}

    static void limit(Step.Limit step, Log log) {
        int result = Limits.set(step.resource(), step.soft(), step.hard());
        if (result == -Errno.EPERM) {
            long hard = Limits.hard(step.resource());
            long soft = Long.compareUnsigned(step.soft(), hard) > 0 ? hard : step.soft();
            log.warn(step.type() + " cannot be raised to " + Long.toUnsignedString(step.hard()) + " here; it stays at "
                    + Long.toUnsignedString(hard));
            result = Limits.set(step.resource(), soft, hard);
        }
        check(result, "set the limit", step.type());
    }

    static void oomScore(int adjustment, Proc proc, Log log) {
        int result = proc.write("self/oom_score_adj", Integer.toString(adjustment));
        if (result == -Errno.EACCES || result == -Errno.EPERM) {
            log.warn("oom_score_adj cannot be lowered to " + adjustment + " here");
            return;
        }
        check(result, "set oom_score_adj");
    }

    static void scheduler(Step.Scheduler step) {
        LittleEndian attributes = new LittleEndian(56);
        attributes.int32(0, 56).int32(4, step.policy()).int64(8, step.flags());
        attributes.int32(16, step.nice()).int32(20, step.priority());
        attributes.int64(24, step.runtime()).int64(32, step.deadline()).int64(40, step.period());
        check(Limits.setScheduler(attributes.bytes()), "set the scheduler");
    }

    static void memoryPolicy(Step.MemoryPolicy step) {
        byte[] nodes = step.nodes().isEmpty() ? new byte[0] : IndexSet.mask(step.nodes());
        check(Limits.setMemoryPolicy(step.mode(), nodes), "set the memory policy for nodes", step.nodes());
    }

    static void cpuAffinity(String cpus) {
        check(Limits.setAffinity(IndexSet.mask(cpus)), "run on CPUs", cpus);
    }

    static void personality(int value) {
        check(Limits.setPersonality(value), "set the execution domain");
    }

    static void ioPriority(int value) {
        check(Limits.setIoPriority(value), "set the I/O priority");
    }
}
