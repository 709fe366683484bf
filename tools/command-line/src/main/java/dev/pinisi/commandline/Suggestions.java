package dev.pinisi.commandline;

import java.util.ArrayList;
import java.util.List;

/** What somebody may have meant who typed a command that is not there. */
public final class Suggestions {
    private static final int FAR = 2;

    private Suggestions() {}

    /** The known words that begin so or differ by at most two letters, the nearest first. */
    public static List<String> of(String typed, List<String> known) {
        List<String> near = new ArrayList<>();
        for (int distance = 0; distance <= FAR; distance++) {
            for (String word : known) {
                if (!near.contains(word) && distance(typed, word) == distance) {
                    near.add(word);
                }
            }
        }
        for (String word : known) {
            if (!near.contains(word) && word.startsWith(typed)) {
                near.add(word);
            }
        }
        return near;
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
