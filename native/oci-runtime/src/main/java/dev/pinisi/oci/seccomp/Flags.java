package dev.pinisi.oci.seccomp;

import dev.pinisi.json.JsonCursor;

/** {@code seccomp.flags}: how the filter is installed. */
final class Flags {
    private static final int LOG = 1 << 1;
    private static final int SPEC_ALLOW = 1 << 2;
    private static final int NEW_LISTENER = 1 << 3;
    private static final int WAIT_KILLABLE_RECV = 1 << 5;

    private Flags() {}

    /** Without the member, speculative execution stays as it is: the kernel's mitigation slows everything down. */
    static int read(JsonCursor flags, boolean notify) {
        int bits = notify ? NEW_LISTENER : 0;
        if (!flags.isPresent()) {
            return bits | SPEC_ALLOW;
        }
        for (JsonCursor flag : flags.elements()) {
            bits |= named(flag, notify);
        }
        return bits;
    }

    private static int named(JsonCursor flag, boolean notify) {
        return switch (flag.string()) {
            case "SECCOMP_FILTER_FLAG_LOG" -> LOG;
            case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> SPEC_ALLOW;
            // all threads of a process get the filter: there is just one when it is installed
            case "SECCOMP_FILTER_FLAG_TSYNC" -> 0;
            case "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" -> {
                if (!notify) {
                    throw flag.fail("only of use with a rule of action SCMP_ACT_NOTIFY");
                }
                yield WAIT_KILLABLE_RECV;
            }
            default ->
                throw flag.fail(
                        "unknown flag \"" + flag.string() + "\"; such as SECCOMP_FILTER_FLAG_SPEC_ALLOW expected");
        };
    }
}
