package dev.pinisi.oci.resctrl;

import dev.pinisi.oci.cgroup.Words;
import java.util.List;

/** Lines such as {@code L3:0=7f;1=3}: a resource, and for each cache that it has what may be used of it. */
final class Schemata {
    private Schemata() {}

    /** Whether each cache in the line has the same in the file, however its number is written there. */
    static boolean have(String file, String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String resource = line.substring(0, colon + 1);
        for (String there : Words.split(file)) {
            if (there.startsWith(resource)) {
                return contains(parts(there.substring(colon + 1)), parts(line.substring(colon + 1)));
            }
        }
        return false;
    }

    private static List<String> parts(String shares) {
        return Words.split(shares, ';');
    }

    private static boolean contains(List<String> there, List<String> wanted) {
        for (String part : wanted) {
            boolean found = false;
            for (String other : there) {
                found |= plain(other).equals(plain(part));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** Numbers without zeros in front, in small letters. */
    private static String plain(String part) {
        int equal = part.indexOf('=');
        return number(part.substring(0, Math.max(equal, 0))) + "=" + number(part.substring(equal + 1));
    }

    private static String number(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = start; i < digits.length(); i++) {
            plain.append(Character.toLowerCase(digits.charAt(i)));
        }
        return plain.toString();
    }
}
