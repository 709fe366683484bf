package dev.pinisi.oci.systemd;

import dev.pinisi.json.JsonCursor;

/**
 * A container's place among systemd's units: a scope, in a slice.
 *
 * @param unit the scope's name, {@code pinisi-web.scope}
 * @param slice the slice's name, {@code machine.slice}
 * @param cgroup the scope's control group, from the top of each hierarchy
 */
public record Scope(String unit, String slice, String cgroup) {
    private static final String SLICE = ".slice";
    private static final String TOP = "-.slice";
    private static final String SCOPE = ".scope";

    /**
     * Reads {@code linux.cgroupsPath} as runc does with this manager: {@code slice:prefix:name}; all may be empty.
     *
     * @param top the control group that the manager's own slices are in: empty for the system's manager
     * @param id the container's, instead of an empty name
     */
    static Scope of(JsonCursor cgroupsPath, String top, String id) {
        String asked = cgroupsPath.stringOr("");
        String slice = top.isEmpty() ? "system.slice" : "user.slice";
        String prefix = "pinisi";
        String name = id;
        if (!asked.isEmpty()) {
            int first = asked.indexOf(':');
            int second = asked.indexOf(':', first + 1);
            if (first < 0 || second < 0 || asked.indexOf(':', second + 1) >= 0 || asked.indexOf('/') >= 0) {
                throw cgroupsPath.fail(
                        "\"" + asked + "\" is not of the form slice:prefix:name, which --systemd-cgroup needs");
            }
            slice = first == 0 ? slice : asked.substring(0, first);
            prefix = asked.substring(first + 1, second);
            name = second + 1 == asked.length() ? id : asked.substring(second + 1);
        }
        String unit = (prefix.isEmpty() ? "" : prefix + "-") + name + SCOPE;
        return new Scope(unit, slice, top + directory(slice, cgroupsPath) + "/" + unit);
    }

    /** Slices nest by their names: a-b.slice is /a.slice/a-b.slice; -.slice is the top. */
    private static String directory(String slice, JsonCursor cgroupsPath) {
        if (slice.equals(TOP)) {
            return "";
        }
        boolean named = slice.endsWith(SLICE) && slice.length() > SLICE.length();
        if (!named || slice.startsWith("-") || slice.indexOf("--") >= 0 || slice.endsWith("-" + SLICE)) {
            throw cgroupsPath.fail("\"" + slice + "\" is not the name of a slice");
        }
        StringBuilder path = new StringBuilder();
        for (int dash = slice.indexOf('-'); dash >= 0; dash = slice.indexOf('-', dash + 1)) {
            path.append('/').append(slice, 0, dash).append(SLICE);
        }
        return path.append('/').append(slice).toString();
    }
}
