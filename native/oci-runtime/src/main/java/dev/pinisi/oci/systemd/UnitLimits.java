package dev.pinisi.oci.systemd;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupScale;
import dev.pinisi.oci.config.IndexSet;

/**
 * {@code linux.resources} as properties of a unit. The runtime writes the limits itself as well; systemd is told so that
 * it keeps them when it writes its own anew (systemd.resource-control(5)).
 */
final class UnitLimits {
    private static final long UNLIMITED = -1;
    private static final long USUAL_PERIOD = 100_000;
    private static final long SECOND = 1_000_000;

    /** systemd keeps quotas in steps of 10 ms a second. */
    private static final long STEP = 10_000;

    private final UnitProperties out;
    private final boolean unified;

    private UnitLimits(UnitProperties out, boolean unified) {
        this.out = out;
        this.unified = unified;
    }

    /** Writes them; {@code unified} says that systemd uses version 2. */
    static void write(JsonCursor resources, boolean unified, UnitProperties out) {
        UnitLimits limits = new UnitLimits(out, unified);
        limits.memory(resources.field("memory"));
        limits.cpu(resources.field("cpu"));
        long pids = resources.field("pids").field("limit").longOr(0);
        if (pids != 0) {
            out.uint64("TasksMax", pids < 0 ? UNLIMITED : pids);
        }
        long weight = resources.field("blockIO").field("weight").longOr(0);
        if (weight != 0) {
            out.uint64(unified ? "IOWeight" : "BlockIOWeight", unified ? CgroupScale.ioWeight(weight) : weight);
        }
    }

    private void memory(JsonCursor memory) {
        long limit = memory.field("limit").longOr(0);
        long swap = memory.field("swap").longOr(0);
        long reservation = memory.field("reservation").longOr(0);
        if (limit != 0) {
            out.uint64(unified ? "MemoryMax" : "MemoryLimit", limit);
        }
        if (unified && reservation != 0) {
            out.uint64("MemoryLow", reservation);
        }
        if (unified && swap != 0) {
            out.uint64("MemorySwapMax", swap < 0 ? UNLIMITED : swap - limit);
        }
    }

    private void cpu(JsonCursor cpu) {
        long shares = cpu.field("shares").longOr(0);
        if (shares != 0) {
            out.uint64(unified ? "CPUWeight" : "CPUShares", unified ? CgroupScale.cpuWeight(shares) : shares);
        }
        long quota = cpu.field("quota").longOr(0);
        long period = cpu.field("period").longOr(0);
        if (period != 0) {
            out.uint64("CPUQuotaPeriodUSec", period);
        }
        if (quota != 0) {
            out.uint64("CPUQuotaPerSecUSec", quotaASecond(quota, period == 0 ? USUAL_PERIOD : period));
        }
        set("AllowedCPUs", cpu.field("cpus"));
        set("AllowedMemoryNodes", cpu.field("mems"));
    }

    /** Rounded up: rather a little more than a limit that is hit too early. */
    static long quotaASecond(long quota, long period) {
        return quota < 0 ? UNLIMITED : (quota * SECOND / period + STEP - 1) / STEP * STEP;
    }

    private void set(String name, JsonCursor list) {
        byte[] mask = IndexSet.mask(list.stringOr(""));
        if (unified && mask.length > 0) {
            out.bits(name, mask);
        }
    }
}
