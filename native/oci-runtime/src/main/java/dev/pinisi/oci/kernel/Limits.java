package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Resource limits, scheduling and seccomp of this process. Every method returns 0 or a descriptor, or -errno. */
public final class Limits {
    private static final int SECCOMP_SET_MODE_FILTER = 1;

    private Limits() {}

    /** setrlimit; both values unsigned, -1 for no limit. */
    public static int set(int resource, long soft, long hard) {
        Address limit = Memory.allocate(16);
        limit.putLong(soft);
        limit.add(8).putLong(hard);
        return (int) Kernel.call(Sys.prlimit64(), 0, resource, limit.toLong(), 0);
    }

    /** The hard limit in force, unsigned. */
    public static long hard(int resource) {
        Address limit = Memory.allocate(16);
        Kernel.call(Sys.prlimit64(), 0, resource, 0, limit.toLong());
        return limit.add(8).getLong();
    }

    /** Installs a BPF program of eight bytes an instruction as a seccomp filter. */
    public static int installFilter(byte[] program, int flags) {
        Address description = Memory.allocate(16);
        description.putShort((short) (program.length / 8));
        description.add(8).putAddress(Memory.of(program));
        return (int) Kernel.call(Sys.seccomp(), SECCOMP_SET_MODE_FILTER, flags, description.toLong());
    }

    /** set_mempolicy(2) for this thread. */
    public static int setMemoryPolicy(int mode, byte[] nodes) {
        long mask = nodes.length == 0 ? 0 : Memory.of(nodes).toLong();
        // the kernel looks at one bit less than it is told
        return (int) Kernel.call(Sys.setMempolicy(), mode, mask, nodes.length == 0 ? 0 : nodes.length * 8 + 1);
    }

    /** sched_setaffinity(2) for this thread; a bit a CPU. */
    public static int setAffinity(byte[] cpus) {
        return (int) Kernel.call(
                Sys.schedSetaffinity(), 0, cpus.length, Memory.of(cpus).toLong());
    }

    public static int setPersonality(int personality) {
        return (int) Kernel.call(Sys.personality(), personality);
    }

    public static int setIoPriority(int priority) {
        return (int) Kernel.call(Sys.ioprioSet(), 1, 0, priority);
    }

    /** sched_setattr(2) with a structure of that content. */
    public static int setScheduler(byte[] attributes) {
        return (int) Kernel.call(Sys.schedSetattr(), 0, Memory.of(attributes).toLong(), 0);
    }

    /** bpf(2) with a union of that content. */
    public static int bpf(int command, byte[] attributes) {
        return (int) Kernel.call(Sys.bpf(), command, Memory.of(attributes).toLong(), attributes.length);
    }

    /** Where a byte array lies, for structures that point to another. */
    public static long addressOf(byte[] bytes) {
        return Memory.of(bytes).toLong();
    }
}
