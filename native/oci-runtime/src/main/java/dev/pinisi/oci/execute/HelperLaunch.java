package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.plan.Step;
import java.util.List;

/**
 * Forks from within a user namespace that exists. There is no way back out of one: so a helper enters it, makes the
 * container's process as a child of the runtime, and ends.
 */
final class HelperLaunch {
    private static final int LONGEST_ANSWER = 4096;

    private HelperLaunch() {}

    /** The child's id, and 0 in the child. */
    static int fork(List<Step.JoinNamespace> joins, long newNamespaces) {
        int[] pipe = Files.pipe();
        int helper = (int) check(Processes.fork(0), "start a helper");
        if (helper == 0 && help(joins, newNamespaces, pipe[1])) {
            return 0;
        }
        Files.close(pipe[1]);
        byte[] answer = new byte[LONGEST_ANSWER];
        int length = (int) check(Files.read(pipe[0], answer), "hear from a helper");
        Files.close(pipe[0]);
        check(Processes.waitFor(helper, 0), "wait for a helper");
        String text = Utf8.decode(answer, 0, length);
        if (text.isEmpty() || text.charAt(0) > '9') {
            throw new ContainerException(text.isEmpty() ? "a helper ended before its work was done" : text);
        }
        return Integer.parseInt(text);
    }

    /** Returns in the child only. What goes wrong must not go on in the helper: it is a copy of the runtime. */
    private static boolean help(List<Step.JoinNamespace> joins, long newNamespaces, int answers) {
        String answer;
        try {
            join(joins);
            int pid = (int) check(Processes.forkForParent(newNamespaces), "start a process in new namespaces");
            if (pid == 0) {
                return true;
            }
            answer = Integer.toString(pid);
        } catch (RuntimeException e) {
            answer = String.valueOf(e.getMessage());
        }
        byte[] bytes = Utf8.encode(answer);
        Files.write(answers, bytes, bytes.length);
        Processes.exit(0);
        return false;
    }

    /** All are opened before the first is entered: from inside, the others may be out of reach. */
    private static void join(List<Step.JoinNamespace> joins) {
        int[] open = new int[joins.size()];
        for (int i = 0; i < open.length; i++) {
            String path = joins.get(i).path();
            open[i] = check(Files.open(path, Files.O_RDONLY), "open namespace", path);
        }
        for (int i = 0; i < open.length; i++) {
            Step.JoinNamespace step = joins.get(i);
            check(
                    Namespaces.join(open[i], step.kind().flag()),
                    "join " + step.kind().type() + " namespace",
                    step.path());
            Files.close(open[i]);
        }
    }
}
