package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Forks, from within namespaces that only the child shall stay in. */
final class Launch {
    private Launch() {}

    /** The child's id, and 0 in the child. */
    static int fork(List<Step.JoinNamespace> joins, long newNamespaces) {
        if (joins.isEmpty()) {
            return (int) check(Processes.fork(newNamespaces), "start a process in new namespaces");
        }
        List<Step.JoinNamespace> back = new ArrayList<>();
        for (Step.JoinNamespace join : joins) {
            back.add(own(join.kind()));
        }
        for (Step.JoinNamespace join : joins) {
            NamespaceExecutor.join(join);
        }
        int pid = Processes.fork(newNamespaces);
        if (pid != 0) {
            for (Step.JoinNamespace join : back) {
                NamespaceExecutor.join(join);
            }
        }
        return (int) check(pid, "start a process in new namespaces");
    }

    /** A way back: the path of a descriptor, which stays valid whatever is entered meanwhile. */
    private static Step.JoinNamespace own(NamespaceKind kind) {
        String path = "/proc/self/ns/" + kind.file();
        int fd = check(Files.open(path, Files.O_RDONLY), "open", path);
        return new Step.JoinNamespace(kind, Files.pathOf(fd));
    }

    /** Writes the mappings of a new user namespace; without the right to set groups, gives that up first. */
    static void writeMappings(int pid, String uidMap, String gidMap) {
        String process = "/proc/" + pid;
        check(FileContents.writeExisting(process + "/uid_map", uidMap), "map users by", process + "/uid_map");
        if (FileContents.writeExisting(process + "/gid_map", gidMap) < 0) {
            FileContents.writeExisting(process + "/setgroups", "deny");
            check(FileContents.writeExisting(process + "/gid_map", gidMap), "map groups by", process + "/gid_map");
        }
    }

    /** Offsets of a time namespace that the next child will be in. */
    static void newTimeNamespace(String offsets) {
        check(Namespaces.unshare(NamespaceKind.TIME.flag()), "make a time namespace");
        check(FileContents.writeExisting("/proc/self/timens_offsets", offsets), "set the clocks of the time namespace");
    }
}
