package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a user in a container's /etc/passwd and /etc/group, as {@code --user} names it: {@code name}, {@code uid},
 * {@code name:group}, {@code uid:gid} or nothing. A number needs no entry.
 */
final class UserLookup {
    private static final int NAME = 0;
    private static final int UID = 2;
    private static final int GID = 3;
    private static final int HOME = 5;
    private static final int MEMBERS = 3;

    private final String passwd;
    private final String group;

    /** The texts of the two files; empty where there is none. */
    UserLookup(String passwd, String group) {
        this.passwd = passwd;
        this.group = group;
    }

    /** Looks the user up; {@code extraGroups} are names or numbers. */
    User find(String user, List<String> extraGroups) {
        int colon = user.indexOf(':');
        String userPart = colon < 0 ? user : user.substring(0, colon);
        String groupPart = colon < 0 ? "" : user.substring(colon + 1);
        String name = userPart.isEmpty() ? "0" : userPart;
        List<String> entry = line(passwd, name, UID);
        int number = number(name);
        if (entry.isEmpty() && number < 0) {
            throw unknown("user", name, "/etc/passwd");
        }
        int uid = entry.isEmpty() ? number : number(field(entry, UID));
        int gid = entry.isEmpty() ? 0 : number(field(entry, GID));
        if (!groupPart.isEmpty()) {
            gid = groupNumber(groupPart);
        }
        // among the additional ones, too: else a setgid program could take the group off that a file denies access to
        List<Integer> groups = new ArrayList<>(List.of(gid));
        if (groupPart.isEmpty() && !entry.isEmpty()) {
            addMemberships(field(entry, NAME), groups);
        }
        for (String extra : extraGroups) {
            addOnce(groups, groupNumber(extra));
        }
        String home = entry.isEmpty() ? "" : field(entry, HOME);
        boolean grouped =
                groupPart.isEmpty() || !line(group, Integer.toString(gid), UID).isEmpty();
        return new User(uid, gid, groups, home.isEmpty() ? "/" : home, !entry.isEmpty(), grouped);
    }

    private int groupNumber(String nameOrNumber) {
        List<String> entry = line(group, nameOrNumber, UID);
        int number = entry.isEmpty() ? number(nameOrNumber) : number(field(entry, UID));
        if (number < 0) {
            throw unknown("group", nameOrNumber, "/etc/group");
        }
        return number;
    }

    private void addMemberships(String user, List<Integer> groups) {
        int start = 0;
        while (start < group.length()) {
            int end = lineEnd(group, start);
            List<String> fields = fields(group.substring(start, end), ':');
            if (fields.size() > MEMBERS && fields(fields.get(MEMBERS), ',').contains(user)) {
                addOnce(groups, number(fields.get(UID)));
            }
            start = end + 1;
        }
    }

    private static void addOnce(List<Integer> groups, int gid) {
        if (gid >= 0 && !groups.contains(gid)) {
            groups.add(gid);
        }
    }

    /** The fields of the line with that name, else of the one with that number, else none. */
    private static List<String> line(String text, String nameOrNumber, int numberField) {
        List<String> byNumber = List.of();
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(text, start);
            List<String> fields = fields(text.substring(start, end), ':');
            if (field(fields, NAME).equals(nameOrNumber)) {
                return fields;
            }
            if (byNumber.isEmpty() && field(fields, numberField).equals(nameOrNumber)) {
                byNumber = fields;
            }
            start = end + 1;
        }
        return byNumber;
    }

    private static int lineEnd(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        while (true) {
            int end = line.indexOf(separator, start);
            if (end < 0) {
                fields.add(line.substring(start).trim());
                return fields;
            }
            fields.add(line.substring(start, end));
            start = end + 1;
        }
    }

    private static String field(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** The number, or -1 if it is none. */
    private static int number(String text) {
        try {
            return text.isEmpty() ? -1 : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static EngineException unknown(String kind, String name, String file) {
        return new EngineException(
                EngineException.Kind.NO_SUCH_USER,
                name,
                "unable to find " + kind + " " + name + ": no matching entries in the image's " + file
                        + "; name one that is there, or a number");
    }
}
