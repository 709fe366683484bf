package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;

/** {@code linux.resources.cpu}. */
final class CpuLimits {
    private CpuLimits() {}

    static void plan(JsonCursor cpu, Target target) {
        if (!cpu.isPresent()) {
            return;
        }
        if (target.isUnified("cpu")) {
            planUnified(cpu, target);
        } else {
            planFirst(cpu, target);
        }
        planSet(cpu.field("cpus"), "cpuset.cpus", target);
        planSet(cpu.field("mems"), "cpuset.mems", target);
    }

    private static void planFirst(JsonCursor cpu, Target target) {
        number(cpu.field("shares"), "cpu.shares", target);
        // a quota may be refused with the period that is there, or the period with the quota
        JsonCursor period = cpu.field("period");
        JsonCursor quota = cpu.field("quota");
        if (period.longOr(0) != 0 && quota.longOr(0) != 0) {
            target.add(new CgroupStep.WriteBoth(
                    write(period, "cpu.cfs_period_us", target), write(quota, "cpu.cfs_quota_us", target), cpu.path()));
        } else {
            number(period, "cpu.cfs_period_us", target);
            number(quota, "cpu.cfs_quota_us", target);
        }
        number(cpu.field("burst"), "cpu.cfs_burst_us", target);
        number(cpu.field("realtimePeriod"), "cpu.rt_period_us", target);
        number(cpu.field("realtimeRuntime"), "cpu.rt_runtime_us", target);
        idle(cpu.field("idle"), target);
    }

    private static void planUnified(JsonCursor cpu, Target target) {
        JsonCursor shares = cpu.field("shares");
        if (shares.longOr(0) != 0) {
            target.addWrite(
                    target.file("cpu", "cpu.weight", shares),
                    Long.toString(CgroupScale.cpuWeight(shares.longValue())),
                    shares);
        }
        long quota = cpu.field("quota").longOr(0);
        long period = cpu.field("period").longOr(0);
        if (quota != 0 || period != 0) {
            JsonCursor member = cpu.field(quota != 0 ? "quota" : "period");
            String value = (quota > 0 ? Long.toString(quota) : "max") + (period != 0 ? " " + period : "");
            target.addWrite(target.file("cpu", "cpu.max", member), value, member);
        }
        number(cpu.field("burst"), "cpu.max.burst", target);
        idle(cpu.field("idle"), target);
        refuseRealtime(cpu.field("realtimePeriod"));
        refuseRealtime(cpu.field("realtimeRuntime"));
    }

    private static void planSet(JsonCursor set, String name, Target target) {
        if (!set.stringOr("").isEmpty()) {
            target.addWrite(target.file("cpuset", name, set), set.string(), set);
        }
    }

    private static void idle(JsonCursor idle, Target target) {
        if (idle.isPresent()) {
            target.addWrite(target.file("cpu", "cpu.idle", idle), Long.toString(idle.longValue()), idle);
        }
    }

    /** Zero means: as it is. */
    private static void number(JsonCursor member, String name, Target target) {
        if (member.longOr(0) != 0) {
            target.add(write(member, name, target));
        }
    }

    private static CgroupStep.Write write(JsonCursor member, String name, Target target) {
        return target.write(target.file("cpu", name, member), Long.toString(member.longValue()), member);
    }

    private static void refuseRealtime(JsonCursor member) {
        if (member.longOr(0) != 0) {
            throw member.fail("cgroup v2 cannot limit realtime scheduling: remove it");
        }
    }
}
