package dev.pinisi.oci.execute;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.seccomp.SeccompCompiler;
import dev.pinisi.oci.seccomp.SeccompProgram;

/** Filters for this machine. */
final class Filters {
    private Filters() {}

    /** Compiles a profile; nobody here would listen to what a filter wants decided. */
    static SeccompProgram compile(JsonCursor seccomp) {
        SeccompProgram program = SeccompCompiler.compile(seccomp, Identification.machine());
        if (program.notifies()) {
            throw seccomp.fail("SCMP_ACT_NOTIFY is not supported; use SCMP_ACT_ERRNO");
        }
        return program;
    }
}
