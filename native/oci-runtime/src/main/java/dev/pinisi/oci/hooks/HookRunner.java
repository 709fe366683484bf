package dev.pinisi.oci.hooks;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.Hook;
import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Signals;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.log.Log;
import java.util.List;

/** Runs hooks one after the other, the container's state on their standard input. */
public final class HookRunner {
    private static final int SIGKILL = 9;
    private static final int SHOWN_OUTPUT = 4096;

    private HookRunner() {}

    /**
     * Runs all; the first failure ends it.
     *
     * @throws HookException if a hook cannot be run, fails, or takes longer than its time
     */
    public static void runAll(String stage, List<Hook> hooks, byte[] state) {
        for (int i = 0; i < hooks.size(); i++) {
            String problem = run(hooks.get(i), state);
            if (!problem.isEmpty()) {
                throw new HookException(words(stage, i, problem));
            }
        }
    }

    /** Runs all; failures are only logged. */
    public static void runAllRegardless(String stage, List<Hook> hooks, byte[] state, Log log) {
        for (int i = 0; i < hooks.size(); i++) {
            String problem = run(hooks.get(i), state);
            if (!problem.isEmpty()) {
                log.warn(words(stage, i, problem));
            }
        }
    }

    private static String words(String stage, int index, String problem) {
        return "hooks." + stage + "[" + index + "]: error running " + stage + " hook #" + index + ": " + problem;
    }

    private static String run(Hook hook, byte[] state) {
        int[] output = Files.pipe();
        int pid = (int) check(Processes.fork(0), "fork for a hook");
        if (pid == 0) {
            become(hook, state, output[1]);
        }
        Files.close(output[1]);
        int pidfd = (int) check(Processes.openPidfd(pid), "watch a hook");
        StringBuilder said = new StringBuilder();
        boolean inTime = await(pidfd, output[0], said, hook.timeoutSeconds() * 1000L);
        if (!inTime) {
            Processes.signalByPidfd(pidfd, SIGKILL);
        }
        int status = (int) check(Processes.waitFor(pid, 0), "wait for a hook");
        Files.close(pidfd);
        Files.close(output[0]);
        return problem(hook, inTime, status, said.toString().trim());
    }

    private static String problem(Hook hook, boolean inTime, int status, String said) {
        if (!inTime) {
            return hook.path() + " took longer than its " + hook.timeoutSeconds() + " s";
        }
        if (status == 0) {
            return "";
        }
        return hook.path() + ": exit status " + Processes.exitCode(status)
                + (said.isEmpty() ? "" : ", output: " + said);
    }

    private static void become(Hook hook, byte[] state, int output) {
        Files.duplicate(Files.inMemory(state), 0);
        Files.duplicate(output, 1);
        Files.duplicate(output, 2);
        Files.closeOnExecFrom(3);
        Signals.restoreDefaults();
        List<String> env = hook.env().isEmpty() ? Arguments.environment() : hook.env();
        int result = Processes.execute(hook.path(), hook.args(), env);
        byte[] reason = Utf8.encode(Errno.message(-result));
        Files.write(2, reason, reason.length);
        Processes.exit(127);
    }

    /** Whether the process ended in time; what it says meanwhile is read, so that it never waits for us. */
    private static boolean await(int pidfd, int output, StringBuilder said, long timeoutMillis) {
        long deadline = timeoutMillis == 0 ? Long.MAX_VALUE : Clock.monotonicMillis() + timeoutMillis;
        byte[] buffer = new byte[SHOWN_OUTPUT];
        int[] watched = {pidfd, output};
        while (true) {
            long left = deadline == Long.MAX_VALUE ? -1 : Math.max(deadline - Clock.monotonicMillis(), 0);
            long ready = Clock.poll(watched, left);
            if ((ready & 2) != 0) {
                int count = Files.read(output, buffer);
                watched = count > 0 ? watched : new int[] {pidfd};
                said.append(Utf8.decode(buffer, 0, Math.max(count, 0)));
                said.setLength(Math.min(said.length(), SHOWN_OUTPUT));
            } else if ((ready & 1) != 0) {
                return true;
            } else if (left == 0) {
                return false;
            }
        }
    }
}
