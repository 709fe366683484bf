package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.kernel.Proc;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Forks, from within namespaces that only the child shall stay in. */
final class Launch {
    private static final long TIME = NamespaceKind.TIME.flag();

    private Launch() {}

    /**
     * The child's id, and 0 in the child.
     *
     * @param timeOffsets for a new time namespace, as /proc/PID/timens_offsets takes them
     */
    static int fork(List<Step.JoinNamespace> joins, long newNamespaces, String timeOffsets) {
        for (Step.JoinNamespace join : joins) {
            if (join.kind() == NamespaceKind.USER) {
                return HelperLaunch.fork(joins, newNamespaces);
            }
        }
        boolean newTime = (newNamespaces & TIME) != 0;
        List<Step.JoinNamespace> back = new ArrayList<>();
        for (Step.JoinNamespace join : joins) {
            back.add(own(join.kind()));
        }
        if (newTime) {
            back.add(own(NamespaceKind.TIME));
        }
        for (Step.JoinNamespace join : joins) {
            NamespaceExecutor.join(join);
        }
        if (newTime) {
            newTimeNamespace(timeOffsets);
        }
        int pid = Processes.fork(newNamespaces & ~TIME);
        if (pid != 0) {
            goBack(back);
        }
        return (int) check(pid, "start a process in new namespaces");
    }

    /** Where an ordinary user's runtime may not go back, it stays: then it has nothing left to do outside. */
    private static void goBack(List<Step.JoinNamespace> back) {
        for (Step.JoinNamespace join : back) {
            try {
                NamespaceExecutor.join(join);
            } catch (KernelException e) {
                if (e.errno() != Errno.EPERM) {
                    throw e;
                }
            }
        }
    }

    /** The clocks can only be set while no process is in the namespace: so it is made for the next child. */
    private static void newTimeNamespace(String offsets) {
        check(Namespaces.unshare(TIME), "make a time namespace");
        if (!offsets.isEmpty()) {
            Proc proc = Proc.open();
            check(proc.write("self/timens_offsets", offsets), "linux.timeOffsets: set the time namespace's clocks");
            proc.close();
        }
    }

    /** A way back: the path of a descriptor, which stays valid whatever is entered meanwhile. */
    private static Step.JoinNamespace own(NamespaceKind kind) {
        String path = "/proc/self/ns/" + kind.file();
        int fd = check(Files.open(path, Files.O_RDONLY), "open", path);
        return new Step.JoinNamespace(kind, Files.pathOf(fd));
    }
}
