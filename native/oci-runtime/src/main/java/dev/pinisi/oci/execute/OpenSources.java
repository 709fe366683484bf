package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.MountAttributes;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * Sources of bind mounts that the runtime opens for the container's process: from a user namespace of its own, that cannot
 * reach what root of the host can, nor map the ids of the host's files.
 */
final class OpenSources {
    private static final int SIGKILL = 9;
    private static final long UNTIL_KILLED = -1;

    private OpenSources() {}

    /**
     * Detached mounts by the destinations of their binds.
     *
     * @param all whether those are opened, too, that only need a path
     */
    static Map<String, Integer> of(Plan plan, boolean all) {
        Map<String, Integer> opened = new HashMap<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            if (plan.steps().get(i) instanceof Step.Bind bind
                    && (all || !bind.mappings().isEmpty())) {
                int tree = Mounts.cloneTree(bind.source(), bind.recursive());
                if (tree >= 0) {
                    map(tree, bind, plan.sources().get(i).text() + ".uidMappings");
                    opened.put(bind.destination(), tree);
                }
            }
        }
        return opened;
    }

    private static void map(int tree, Step.Bind bind, String member) {
        Step.Mappings mappings = bind.mappings();
        if (mappings.isEmpty()) {
            return;
        }
        int namespace = namespace(mappings, member);
        MountAttributes attributes = new MountAttributes(MountAttributes.IDMAP, 0, 0, namespace);
        int result = Mounts.setAttributes(tree, mappings.recursive(), attributes);
        Files.close(namespace);
        check(result, member + ": map the ids of the bind mount on", bind.destination());
    }

    /** A user namespace lives in a process; its descriptor keeps it when that is gone. */
    private static int namespace(Step.Mappings mappings, String member) {
        int pid = (int) check(Processes.fork(NamespaceKind.USER.flag()), "make a user namespace to map ids by");
        if (pid == 0) {
            Processes.dieWithParent(SIGKILL);
            Clock.poll(new int[0], UNTIL_KILLED);
            Processes.exit(0);
        }
        try {
            UserMappings.write(pid, member, mappings.uids(), mappings.gids());
            String path = "/proc/" + pid + "/ns/user";
            return check(Files.open(path, Files.O_RDONLY), "open", path);
        } finally {
            Processes.signal(pid, SIGKILL);
            Processes.waitFor(pid, 0);
        }
    }
}
