package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.LinuxConfig;
import dev.pinisi.oci.config.NamespaceConfig;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.FileStatus;
import dev.pinisi.oci.kernel.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells CRIU of the namespaces that the container joined rather than made. Of network and pid namespaces nothing is dumped:
 * under a key, runc's, a descriptor is handed over to restore in. The others CRIU enters itself.
 */
final class ExternalNamespaces {
    private ExternalNamespaces() {}

    static void dump(LinuxConfig linux, Message options) {
        for (NamespaceConfig namespace : linux.namespaces()) {
            String key = key(namespace.kind());
            if (!namespace.isNew() && !key.isEmpty()) {
                int fd = open(namespace.path());
                long inode = FileStatus.of(fd).inode();
                Files.close(fd);
                options.text(Option.EXTERNAL, namespace.kind().file() + "[" + inode + "]:" + key);
            }
        }
    }

    /** The descriptors that CRIU has to inherit, in order. */
    static List<Integer> restore(LinuxConfig linux, Message options) {
        List<Integer> inherited = new ArrayList<>();
        for (NamespaceConfig namespace : linux.namespaces()) {
            if (namespace.isNew()) {
                continue;
            }
            String key = key(namespace.kind());
            if (!key.isEmpty()) {
                int number = CriuProcess.FIRST_INHERITED + inherited.size();
                inherited.add(open(namespace.path()));
                options.message(Option.INHERITED, new Message().text(1, key).number(2, number));
            } else if (namespace.kind() == NamespaceKind.CGROUP || namespace.kind() == NamespaceKind.MOUNT) {
                throw new CheckpointException(
                        "restore into the " + namespace.kind().type() + " namespace " + namespace.path()
                                + ": criu can only make a new one");
            } else {
                Message joined = new Message().text(1, namespace.kind().file()).text(2, namespace.path());
                options.message(Option.JOINED_NAMESPACE, joined);
            }
        }
        return inherited;
    }

    private static String key(NamespaceKind kind) {
        return switch (kind) {
            case NETWORK -> "extRootNetNS";
            case PID -> "extRootPidNS";
            default -> "";
        };
    }

    private static int open(String path) {
        return check(Files.open(path, Files.O_RDONLY), "open namespace", path);
    }
}
