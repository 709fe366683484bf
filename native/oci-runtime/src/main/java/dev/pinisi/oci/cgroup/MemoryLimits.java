package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;

/**
 * {@code linux.resources.memory}, in bytes; -1 is no limit, 0 leaves it as it is.
 *
 * <p>{@code kernel} and {@code useHierarchy} are ignored: kernels do not have them any more.
 */
final class MemoryLimits {
    private final JsonCursor memory;
    private final Target target;
    private final JsonCursor limit;
    private final JsonCursor swap;

    private MemoryLimits(JsonCursor memory, Target target) {
        this.memory = memory;
        this.target = target;
        this.limit = memory.field("limit");
        this.swap = memory.field("swap");
    }

    static void plan(JsonCursor memory, Target target) {
        if (!memory.isPresent()) {
            return;
        }
        MemoryLimits limits = new MemoryLimits(memory, target);
        limits.check();
        if (target.isUnified("memory")) {
            limits.planUnified();
        } else {
            limits.planFirst();
        }
    }

    /** {@code swap} is memory and swap together. */
    private void check() {
        long bytes = limit.longOr(0);
        if (bytes < -1) {
            throw limit.fail(bytes + " is not a size; -1 is no limit");
        }
        long total = swap.longOr(0);
        if (total <= 0) {
            return;
        }
        if (bytes <= 0) {
            throw swap.fail("needs memory.limit, which it includes");
        }
        if (total < bytes) {
            throw swap.fail(total + " is less than memory.limit, which it includes");
        }
    }

    private void planFirst() {
        long bytes = limit.longOr(0);
        long total = swap.longOr(0);
        requireUsageBelow("memory.usage_in_bytes");
        if (bytes == -1 && swap.longOr(0) == 0) {
            planUnlimited();
        } else if (bytes != 0 && total != 0) {
            target.add(new CgroupStep.WriteBoth(
                    write("memory.limit_in_bytes", bytes, limit),
                    write("memory.memsw.limit_in_bytes", total, swap),
                    memory.path()));
        } else if (bytes != 0) {
            target.add(write("memory.limit_in_bytes", bytes, limit));
        } else if (total != 0) {
            target.add(write("memory.memsw.limit_in_bytes", total, swap));
        }
        JsonCursor reservation = memory.field("reservation");
        if (reservation.longOr(0) != 0) {
            target.add(write("memory.soft_limit_in_bytes", reservation.longValue(), reservation));
        }
        JsonCursor sockets = memory.field("kernelTCP");
        if (sockets.longOr(0) != 0) {
            target.add(write("memory.kmem.tcp.limit_in_bytes", sockets.longValue(), sockets));
        }
        JsonCursor swappiness = memory.field("swappiness");
        if (swappiness.isPresent()) {
            target.add(write("memory.swappiness", swappiness(swappiness), swappiness));
        }
        JsonCursor noKiller = memory.field("disableOOMKiller");
        if (noKiller.boolOr(false)) {
            target.add(write("memory.oom_control", 1, noKiller));
        }
    }

    /** Without a limit on memory none on both can be kept; which only kernels have that account for swap. */
    private void planUnlimited() {
        CgroupStep.Write both = write("memory.memsw.limit_in_bytes", -1, limit);
        target.add(new CgroupStep.WriteIfThere(both, limit.path()));
        target.add(write("memory.limit_in_bytes", -1, limit));
    }

    /** Version 2 has no swappiness of its own, and always kills. */
    private void planUnified() {
        long bytes = limit.longOr(0);
        long total = bytes == -1 && swap.longOr(0) == 0 ? -1 : swap.longOr(0);
        requireUsageBelow("memory.current");
        if (total != 0) {
            planSwap(total == -1 ? -1 : total - bytes);
        }
        if (bytes != 0) {
            writeUnified("memory.max", bytes, limit);
        }
        JsonCursor reservation = memory.field("reservation");
        if (reservation.longOr(0) != 0) {
            writeUnified("memory.low", reservation.longValue(), reservation);
        }
    }

    /** Kernels that do not account for swap keep a container from none of it, and from all of it where there is none. */
    private void planSwap(long bytes) {
        String value = bytes < 0 ? "max" : Long.toString(bytes);
        CgroupStep.Write write = target.write(target.file("memory", "memory.swap.max", swap), value, swap);
        target.add(bytes <= 0 ? new CgroupStep.WriteIfThere(write, swap.path()) : write);
    }

    private void requireUsageBelow(String file) {
        JsonCursor asked = memory.field("checkBeforeUpdate");
        if (asked.boolOr(false) && limit.longOr(0) > 0) {
            String usage = target.file("memory", file, asked);
            target.add(new CgroupStep.RequireAtMost(usage, limit.longValue(), limit.path()));
        }
    }

    private static long swappiness(JsonCursor swappiness) {
        long percent = swappiness.longValue();
        if (percent < 0 || percent > 100) {
            throw swappiness.fail(percent + " is not from 0 to 100");
        }
        return percent;
    }

    private void writeUnified(String name, long bytes, JsonCursor member) {
        String value = bytes < 0 ? "max" : Long.toString(bytes);
        target.addWrite(target.file("memory", name, member), value, member);
    }

    private CgroupStep.Write write(String name, long value, JsonCursor member) {
        return target.write(target.file("memory", name, member), Long.toString(value), member);
    }
}
