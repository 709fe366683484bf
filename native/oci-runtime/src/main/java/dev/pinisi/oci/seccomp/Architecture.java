package dev.pinisi.oci.seccomp;

import dev.pinisi.json.JsonCursor;
import org.jspecify.annotations.Nullable;

/** An architecture whose system calls can be filtered, and how the kernel tells it from others. */
enum Architecture {
    X86_64("SCMP_ARCH_X86_64", 0xC000003E, true),
    X32("SCMP_ARCH_X32", 0xC000003E, false),
    X86("SCMP_ARCH_X86", 0x40000003, false),
    AARCH64("SCMP_ARCH_AARCH64", 0xC00000B7, true),
    ARM("SCMP_ARCH_ARM", 0x40000028, false),
    RISCV64("SCMP_ARCH_RISCV64", 0xC00000F3, true),
    LOONGARCH64("SCMP_ARCH_LOONGARCH64", 0xC0000102, true);

    /** Set in the numbers of x32's system calls, which otherwise look like x86_64's. */
    static final int X32_BIT = 0x40000000;

    /** Names that the specification has beside those above. No kernel for a machine above takes their calls. */
    private static final String FOREIGN = " SCMP_ARCH_MIPS SCMP_ARCH_MIPS64 SCMP_ARCH_MIPS64N32 SCMP_ARCH_MIPSEL"
            + " SCMP_ARCH_MIPSEL64 SCMP_ARCH_MIPSEL64N32 SCMP_ARCH_PPC SCMP_ARCH_PPC64 SCMP_ARCH_PPC64LE"
            + " SCMP_ARCH_S390 SCMP_ARCH_S390X SCMP_ARCH_PARISC SCMP_ARCH_PARISC64 SCMP_ARCH_M68K SCMP_ARCH_SH"
            + " SCMP_ARCH_SHEB ";

    private final String ociName;
    private final int auditValue;
    private final boolean wide;

    Architecture(String ociName, int auditValue, boolean wide) {
        this.ociName = ociName;
        this.auditValue = auditValue;
        this.wide = wide;
    }

    /** {@code AUDIT_ARCH_*}: what {@code seccomp_data.arch} holds. */
    int auditValue() {
        return auditValue;
    }

    /** Whether arguments have 64 bits. Those of x32 have, but its programs use the low half, so that only this counts. */
    boolean wide() {
        return wide;
    }

    /** The architecture of a machine, named as {@code uname -m} does. */
    static Architecture ofMachine(JsonCursor seccomp, String machine) {
        return switch (machine) {
            case "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            case "riscv64" -> RISCV64;
            case "loongarch64" -> LOONGARCH64;
            default ->
                throw seccomp.fail("no system call table for machine \"" + machine
                        + "\"; remove seccomp from the configuration to run without a filter");
        };
    }

    /**
     * The architecture named here, or null if the name is one of the specification's but this machine's kernel never
     * takes such calls, so that a filter has nothing to say about them.
     */
    static @Nullable Architecture named(JsonCursor name, Architecture machine) {
        String text = name.string();
        for (Architecture architecture : values()) {
            if (architecture.ociName.equals(text)) {
                return architecture.runsOn(machine) ? architecture : null;
            }
        }
        if (text.indexOf(' ') < 0 && FOREIGN.indexOf(" " + text + " ") >= 0) {
            return null;
        }
        throw name.fail("unknown architecture \"" + text + "\"; such as SCMP_ARCH_X86_64 expected");
    }

    private boolean runsOn(Architecture machine) {
        return switch (this) {
            case X32, X86 -> machine == X86_64;
            case ARM -> machine == AARCH64;
            default -> machine == this;
        };
    }

    /** Its system calls, for {@link SyscallTable}. */
    String[] syscalls() {
        return switch (this) {
            case X86_64 -> texts(X86Syscalls.X86_64);
            case X32 -> texts(X86Syscalls.X32, X86Syscalls.X86_64);
            case X86 -> texts(X86Syscalls.X86, GenericSyscalls.TIME64);
            case AARCH64 -> texts(GenericSyscalls.GENERIC);
            case ARM -> texts(ArmSyscalls.ARM, GenericSyscalls.TIME64);
            case RISCV64 -> texts("-renameat 258 riscv_hwprobe riscv_flush_icache", GenericSyscalls.GENERIC);
            case LOONGARCH64 -> texts("-renameat -getrlimit -setrlimit", GenericSyscalls.GENERIC);
        };
    }

    private static String[] texts(String own) {
        return new String[] {own, GenericSyscalls.COMMON};
    }

    private static String[] texts(String first, String second) {
        return new String[] {first, second, GenericSyscalls.COMMON};
    }
}
