package dev.pinisi.oci.cgroup;

import java.util.ArrayList;
import java.util.List;

/** Splits the kernel's texts. */
public final class Words {
    private Words() {}

    /** The words between blanks and line ends. */
    public static List<String> split(String text) {
        return split(text, ' ');
    }

    /** The non-empty parts between separators, blanks and line ends. */
    public static List<String> split(String text, char separator) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length() || text.charAt(i) <= ' ' || text.charAt(i) == separator;
            if (end && i > start) {
                words.add(text.substring(start, i));
            }
            start = end ? i + 1 : start;
        }
        return words;
    }

    /** The number behind a key in lines of {@code key number}; the fallback if there is no such line. */
    static long numberAfter(String text, String key, long fallback) {
        List<String> words = split(text);
        for (int i = 0; i + 1 < words.size(); i += 2) {
            if (words.get(i).equals(key)) {
                return Long.parseLong(words.get(i + 1));
            }
        }
        return fallback;
    }
}
