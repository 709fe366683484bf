package dev.pinisi.oci.cgroup;

import java.util.ArrayList;
import java.util.List;

/** Finds file systems of the kernel's in {@code /proc/self/mountinfo}. */
public final class MountTable {
    private static final String USUAL_PLACE = "/sys/fs/cgroup";

    private MountTable() {}

    /** Where a file system of that type is mounted first; empty if nowhere. */
    public static String firstOf(String type, String mountinfo) {
        int found = mountinfo.indexOf(" - " + type + " ");
        if (found < 0) {
            return "";
        }
        int start = mountinfo.lastIndexOf('\n', found) + 1;
        return unescaped(Words.split(mountinfo.substring(start, found)).get(4));
    }

    /** The hierarchies of control groups. One per tree: where it is mounted more than once, the usual place counts, else the first. */
    static List<Hierarchy> hierarchies(String mountinfo) {
        List<Hierarchy> mounted = new ArrayList<>();
        int start = 0;
        while (start < mountinfo.length()) {
            int end = mountinfo.indexOf('\n', start);
            end = end < 0 ? mountinfo.length() : end;
            addLine(mounted, Words.split(mountinfo.substring(start, end)));
            start = end + 1;
        }
        List<Hierarchy> chosen = new ArrayList<>();
        add(chosen, mounted, true, false);
        add(chosen, mounted, false, false);
        add(chosen, mounted, true, true);
        add(chosen, mounted, false, true);
        return chosen;
    }

    /** Fields: id, parent, device, root, mount point, options, optional fields, "-", type, source, super options. */
    private static void addLine(List<Hierarchy> mounted, List<String> fields) {
        int dash = fields.indexOf("-");
        if (dash < 6 || dash + 3 >= fields.size()) {
            return;
        }
        String mountPoint = unescaped(fields.get(4));
        removeHidden(mounted, mountPoint);
        String type = fields.get(dash + 1);
        if (type.equals("cgroup")) {
            mounted.add(new Hierarchy(mountPoint, controllers(fields.get(dash + 3)), false));
        } else if (type.equals("cgroup2")) {
            mounted.add(new Hierarchy(mountPoint, List.of(), true));
        }
    }

    /** What was mounted there or beneath before is out of reach. */
    private static void removeHidden(List<Hierarchy> mounted, String mountPoint) {
        if (mountPoint.equals("/")) {
            return;
        }
        for (int i = mounted.size() - 1; i >= 0; i--) {
            if (Paths.isWithin(mounted.get(i).mountPoint(), mountPoint)) {
                mounted.remove(i);
            }
        }
    }

    private static void add(List<Hierarchy> chosen, List<Hierarchy> mounted, boolean usual, boolean unified) {
        for (Hierarchy hierarchy : mounted) {
            boolean fits =
                    hierarchy.unified() == unified && Paths.isWithin(hierarchy.mountPoint(), USUAL_PLACE) == usual;
            if (fits && !hasSameTree(chosen, hierarchy)) {
                chosen.add(hierarchy);
            }
        }
    }

    private static boolean hasSameTree(List<Hierarchy> chosen, Hierarchy hierarchy) {
        for (Hierarchy other : chosen) {
            if (other.key().equals(hierarchy.key())) {
                return true;
            }
        }
        return false;
    }

    private static List<String> controllers(String superOptions) {
        List<String> controllers = new ArrayList<>();
        for (String option : Words.split(superOptions, ',')) {
            boolean other = option.equals("rw")
                    || option.equals("ro")
                    || option.equals("xattr")
                    || option.equals("noprefix")
                    || option.equals("clone_children")
                    || option.equals("cpuset_v2_mode")
                    || option.equals("favordynmods")
                    || option.startsWith("release_agent=");
            if (!other) {
                controllers.add(option);
            }
        }
        return controllers;
    }

    /** Blanks, tabs, line ends and backslashes are there as a backslash and three octal digits. */
    private static String unescaped(String field) {
        int at = field.indexOf('\\');
        if (at < 0) {
            return field;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (at >= 0 && at + 4 <= field.length()) {
            out.append(field, from, at).append((char) Integer.parseInt(field.substring(at + 1, at + 4), 8));
            from = at + 4;
            at = field.indexOf('\\', from);
        }
        return out.append(field, from, field.length()).toString();
    }
}
