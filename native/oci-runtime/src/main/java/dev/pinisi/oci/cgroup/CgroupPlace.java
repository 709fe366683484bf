package dev.pinisi.oci.cgroup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a container's control groups are.
 *
 * @param directories of each hierarchy, by {@linkplain Hierarchy#key() its controllers}: {@code "cpu,cpuacct"}; the empty
 *     key is version 2's. To be kept in the container's state as it is.
 */
public record CgroupPlace(Map<String, String> directories) {
    /** What the container's processes are looked for in: whatever is there, cheap ones first. */
    private static final String[] LOOKED_IN = {"", "freezer", "pids", "devices", "memory", "cpu"};

    /**
     * The place of a container on a host.
     *
     * @param path from the top of each hierarchy, such as {@code /pinisi/web}
     * @param withUnified whether to use version 2 where it stands beside version 1. Its few controllers are seldom worth
     *     what joining it costs there.
     */
    static CgroupPlace of(CgroupHost host, String path, boolean withUnified) {
        Map<String, String> directories = new LinkedHashMap<>();
        for (Hierarchy hierarchy : host.hierarchies()) {
            if (!hierarchy.unified() || withUnified || host.unifiedOnly()) {
                directories.put(hierarchy.key(), hierarchy.mountPoint() + path);
            }
        }
        return new CgroupPlace(directories);
    }

    /** The directory in the hierarchy with that controller of version 1. */
    public Optional<String> directory(String controller) {
        for (Map.Entry<String, String> entry : directories.entrySet()) {
            if (Words.split(entry.getKey(), ',').contains(controller)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** The directory in version 2. */
    public Optional<String> unified() {
        return Optional.ofNullable(directories.get(""));
    }

    /**
     * Files to which a process with one thread writes {@code 0} to join. May be opened beforehand by another, more
     * privileged process.
     *
     * <p>In version 1 that is {@code tasks}: a thread that moves itself needs no global lock. Moving a process by its id
     * waits for a grace period of all CPUs, 3 to 20 ms. In version 2 a process is best cloned into place
     * (CLONE_INTO_CGROUP).
     */
    public List<String> joinFiles() {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> entry : directories.entrySet()) {
            files.add(entry.getValue() + (entry.getKey().isEmpty() ? "/cgroup.procs" : "/tasks"));
        }
        return files;
    }

    /**
     * Control groups beneath these.
     *
     * @param places {@code PATH} for all hierarchies or {@code CONTROLLER[,CONTROLLER…]:PATH} for one, relative to the
     *     container's
     * @throws IllegalArgumentException if a place is none, or of a controller without a hierarchy
     */
    public CgroupPlace below(List<String> places) {
        Map<String, String> below = new LinkedHashMap<>(directories);
        for (String place : places) {
            int colon = place.indexOf(':');
            String path = path(place.substring(colon + 1));
            if (colon < 0) {
                for (Map.Entry<String, String> entry : directories.entrySet()) {
                    below.put(entry.getKey(), entry.getValue() + path);
                }
            } else {
                for (String controller : Words.split(place.substring(0, colon), ',')) {
                    String key = key(controller);
                    below.put(key, directories.getOrDefault(key, "") + path);
                }
            }
        }
        return new CgroupPlace(below);
    }

    /** The hierarchy that has a controller. */
    private String key(String controller) {
        for (String key : directories.keySet()) {
            if (Words.split(key, ',').contains(controller)) {
                return key;
            }
        }
        throw new IllegalArgumentException("the container has no control group of controller " + controller);
    }

    private static String path(String relative) {
        StringBuilder path = new StringBuilder();
        for (String name : Words.split(relative, '/')) {
            if (name.equals("..")) {
                throw new IllegalArgumentException("\"" + relative + "\" leads out of the container's control group");
            }
            if (!name.equals(".")) {
                path.append('/').append(name);
            }
        }
        return path.toString();
    }

    /** Where a list of all processes can be had; empty without any hierarchy. */
    Optional<String> listed() {
        for (String controller : LOOKED_IN) {
            Optional<String> directory = controller.isEmpty() ? unified() : directory(controller);
            if (directory.isPresent()) {
                return directory;
            }
        }
        for (String directory : directories.values()) {
            return Optional.of(directory);
        }
        return Optional.empty();
    }
}
