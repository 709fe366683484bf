package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The namespaces of a process, by the numbers that the kernel gives them; empty where it does not run.
 */
record NamespaceIds(String cgroup, String ipc, String mount, String network, String pid, String user, String uts) {

    /** Of that process; 0 for none. */
    static NamespaceIds of(int pid) {
        return new NamespaceIds(
                id(pid, "cgroup"),
                id(pid, "ipc"),
                id(pid, "mnt"),
                id(pid, "net"),
                id(pid, "pid"),
                id(pid, "user"),
                id(pid, "uts"));
    }

    /** Of the link's text, {@code mnt:[4026531841]}, what is between the brackets. */
    private static String id(int pid, String kind) {
        if (pid <= 0) {
            return "";
        }
        try {
            String text = Files.readSymbolicLink(Path.of("/proc", Integer.toString(pid), "ns", kind))
                    .toString();
            return text.substring(text.indexOf('[') + 1, text.length() - 1);
        } catch (IOException ended) {
            return "";
        }
    }

    /** As {@code ps --format} has them, in podman's names. */
    Json.Obj fields() {
        return new Fields()
                .text("Cgroup", cgroup)
                .text("IPC", ipc)
                .text("MNT", mount)
                .text("NET", network)
                .text("PIDNS", pid)
                .text("User", user)
                .text("UTS", uts)
                .object();
    }
}
