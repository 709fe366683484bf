package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.IdMapping;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Proc;
import dev.pinisi.oci.kernel.Processes;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the mappings of a new user namespace (user_namespaces(7)). An ordinary user may map himself only; more ranges are
 * what newuidmap and newgidmap grant him by /etc/subuid and /etc/subgid.
 */
final class UserMappings {
    private final Proc proc;
    private final int pid;

    private UserMappings(Proc proc, int pid) {
        this.proc = proc;
        this.pid = pid;
    }

    /**
     * Maps the namespace of that process.
     *
     * @param member of config.json that has the mappings
     */
    static void write(int pid, String member, List<IdMapping> uids, List<IdMapping> gids) {
        try {
            write(pid, uids, gids);
        } catch (RuntimeException e) {
            throw ContainerException.at(member, e);
        }
    }

    private static void write(int pid, List<IdMapping> uids, List<IdMapping> gids) {
        Proc proc = Proc.open();
        UserMappings mappings = new UserMappings(proc, pid);
        mappings.write("uid_map", "newuidmap", uids);
        if (isOwn(gids)) {
            // What gives up the right to drop a group, by which access may be denied, needs no other right.
            proc.write(pid + "/setgroups", "deny");
        }
        mappings.write("gid_map", "newgidmap", gids);
        proc.close();
    }

    private static boolean isOwn(List<IdMapping> gids) {
        return Processes.effectiveUid() != 0
                && gids.size() == 1
                && gids.get(0).size() == 1
                && gids.get(0).hostId() == Processes.effectiveGid();
    }

    private void write(String file, String helper, List<IdMapping> mappings) {
        int result = proc.write(pid + "/" + file, IdMapping.text(mappings));
        if (result == -Errno.EPERM && !Credentials.maySetIds()) {
            grant(helper, mappings);
            return;
        }
        check(result, "map ids by", "/proc/" + pid + "/" + file);
    }

    private void grant(String helper, List<IdMapping> mappings) {
        if (!HostProgram.isThere(helper)) {
            throw new ContainerException("map more ids than one's own: " + helper
                    + " is needed for that and not on PATH: install it (Debian: uidmap)");
        }
        List<String> command = new ArrayList<>();
        command.add(helper);
        command.add(Integer.toString(pid));
        for (IdMapping mapping : mappings) {
            command.add(Long.toString(mapping.containerId()));
            command.add(Long.toString(mapping.hostId()));
            command.add(Long.toString(mapping.size()));
        }
        HostProgram.Result result = HostProgram.run(command);
        if (result.exitCode() != 0) {
            throw new ContainerException(
                    "map ids by " + helper + ": " + result.output().strip());
        }
    }
}
