package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NetworkMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the namespaces that a container shares with others. */
final class Joined {
    private final Parts parts;

    Joined(Parts parts) {
        this.parts = parts;
    }

    /** The kind of each namespace to join, to its path. */
    Map<String, String> namespaces(ContainerSpec spec, ContainerFiles files) {
        Map<String, String> paths = new HashMap<>();
        NetworkMode mode = spec.network().mode();
        if (mode instanceof NetworkMode.Bridge) {
            paths.put("network", files.networkNamespace().toString());
        } else if (mode instanceof NetworkMode.OfPath path) {
            paths.put("network", path.path());
        } else if (mode instanceof NetworkMode.OfContainer other) {
            paths.put("network", path(other.nameOrId(), "net"));
        }
        put(paths, "pid", spec.namespaces().pid(), "pid");
        put(paths, "ipc", spec.namespaces().ipc(), "ipc");
        put(paths, "uts", spec.namespaces().uts(), "uts");
        put(paths, "cgroup", spec.namespaces().cgroup(), "cgroup");
        return paths;
    }

    /** The files that tell of the network, of the container whose network is shared. */
    Map<String, String> networkFiles(ContainerSpec spec) {
        Map<String, String> shared = new HashMap<>();
        if (spec.network().mode() instanceof NetworkMode.OfContainer other) {
            Optional<String> id = parts.store().resolve(other.nameOrId());
            if (id.isPresent()) {
                ContainerFiles files = parts.store().files(id.get());
                putIfThere(shared, "/etc/hosts", files.hosts());
                putIfThere(shared, "/etc/resolv.conf", files.resolvConf());
            }
        }
        return shared;
    }

    private static void putIfThere(Map<String, String> shared, String destination, Path file) {
        if (Files.exists(file)) {
            shared.put(destination, file.toString());
        }
    }

    private void put(Map<String, String> paths, String kind, NamespaceMode mode, String file) {
        if (mode instanceof NamespaceMode.OfContainer other) {
            paths.put(kind, path(other.nameOrId(), file));
        }
    }

    private String path(String nameOrId, String file) {
        int pid = parts.store()
                .resolve(nameOrId)
                .map(id -> parts.status(parts.store().files(id)).pid())
                .orElse(0);
        if (pid == 0) {
            throw new EngineException(
                    EngineException.Kind.WRONG_STATE,
                    nameOrId,
                    "cannot join the namespaces of container " + nameOrId + ": it does not run; start it first");
        }
        return "/proc/" + pid + "/ns/" + file;
    }
}
