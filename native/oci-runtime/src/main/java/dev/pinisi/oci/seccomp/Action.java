package dev.pinisi.oci.seccomp;

import dev.pinisi.json.JsonCursor;

/** What a filter returns to the kernel: {@code SECCOMP_RET_*} with its data in the low 16 bits. */
final class Action {
    static final int KILL_THREAD = 0;
    static final int NOTIFY = 0x7fc00000;

    private static final int KILL_PROCESS = 0x80000000;
    private static final int TRAP = 0x00030000;
    private static final int ERRNO = 0x00050000;
    private static final int TRACE = 0x7ff00000;
    private static final int LOG = 0x7ffc0000;
    private static final int ALLOW = 0x7fff0000;

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int MAX_ERRNO = 4095;

    /** The call fails as if the kernel did not know it. */
    static final int REFUSE_AS_UNKNOWN = ERRNO | ENOSYS;

    private Action() {}

    /** The action named here, with the error number or trace message beside it (EPERM if there is none). */
    static int read(JsonCursor name, JsonCursor errno) {
        int action = named(name);
        if (action != ERRNO && action != TRACE) {
            if (errno.isPresent()) {
                throw errno.fail("action " + name.string() + " does not take an error number");
            }
            return action;
        }
        int limit = action == ERRNO ? MAX_ERRNO : 0xffff;
        int data = errno.intOr(EPERM);
        if (data < 0 || data > limit) {
            throw errno.fail(data + " is not from 0 to " + limit);
        }
        return action | data;
    }

    /** Whether a call with that action takes place, or may. */
    static boolean permits(int action) {
        return action == ALLOW || action == LOG || (action & 0xffff0000) == TRACE;
    }

    private static int named(JsonCursor name) {
        return switch (name.string()) {
            case "SCMP_ACT_ALLOW" -> ALLOW;
            case "SCMP_ACT_ERRNO" -> ERRNO;
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> KILL_THREAD;
            case "SCMP_ACT_KILL_PROCESS" -> KILL_PROCESS;
            case "SCMP_ACT_TRAP" -> TRAP;
            case "SCMP_ACT_TRACE" -> TRACE;
            case "SCMP_ACT_LOG" -> LOG;
            case "SCMP_ACT_NOTIFY" -> NOTIFY;
            default -> throw name.fail("unknown action \"" + name.string() + "\"; such as SCMP_ACT_ERRNO expected");
        };
    }
}
