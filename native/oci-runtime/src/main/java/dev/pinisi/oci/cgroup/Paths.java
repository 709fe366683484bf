package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;

/** Names of control groups. */
final class Paths {
    /** Where containers go whose configuration does not say where. */
    private static final String PARENT = "/pinisi";

    private Paths() {}

    /** Whether the path is that directory or beneath it. */
    static boolean isWithin(String path, String directory) {
        return path.startsWith(directory)
                && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
    }

    static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    /**
     * The name of a container's control group, from the top of each hierarchy. Never relative to the runtime's own
     * control group: whatever limits that one would limit the container, and its removal might fail for ever.
     *
     * @param cgroupsPath {@code linux.cgroupsPath}; may be absent
     */
    static String resolve(JsonCursor cgroupsPath, String containerId) {
        String asked = cgroupsPath.stringOr("");
        if (asked.isEmpty()) {
            return PARENT + "/" + containerId;
        }
        if (!asked.startsWith("/") && asked.indexOf(':') >= 0) {
            throw cgroupsPath.fail("\"" + asked + "\" is for systemd (slice:prefix:name), which is not supported:"
                    + " use an absolute path such as /pinisi/" + containerId
                    + ", or the engine's cgroupfs manager");
        }
        StringBuilder path = new StringBuilder(asked.startsWith("/") ? "" : PARENT);
        for (String name : Words.split(asked, '/')) {
            if (name.equals("..")) {
                throw cgroupsPath.fail("\"..\" is not allowed");
            }
            if (!name.equals(".")) {
                path.append('/').append(name);
            }
        }
        if (path.length() == 0) {
            throw cgroupsPath.fail("the top of the hierarchies cannot be a container's control group");
        }
        return path.toString();
    }
}
