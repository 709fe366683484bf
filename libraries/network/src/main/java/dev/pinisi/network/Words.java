package dev.pinisi.network;

import java.util.ArrayList;
import java.util.List;

/** The words of a line of a resolver's file, up to a comment. */
final class Words {
    private Words() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= line.length(); at++) {
            char next = at < line.length() ? line.charAt(at) : ' ';
            boolean comment = next == '#' || next == ';';
            if (next > ' ' && !comment) {
                start = start < 0 ? at : start;
                continue;
            }
            if (start >= 0) {
                words.add(line.substring(start, at));
                start = -1;
            }
            if (comment) {
                break;
            }
        }
        return words;
    }
}
