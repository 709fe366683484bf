package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.CgroupFiles;
import dev.pinisi.oci.cgroup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one directory of control groups. What is not there reads as nothing, or 0. */
final class Readings {
    /** What the kernel means by "max": all 64 bits. */
    private static final String NO_LIMIT = "18446744073709551615";

    private final CgroupFiles files;
    private final String directory;

    Readings(CgroupFiles files, String directory) {
        this.files = files;
        this.directory = directory;
    }

    Optional<String> text(String name) {
        return files.read(directory + "/" + name);
    }

    /** The file's one number. */
    long number(String name) {
        return text(name).map(text -> parse(Words.split(text), 0)).orElse(0L);
    }

    /** The number behind a key, in lines of {@code key number}. */
    long number(String name, String key) {
        for (List<String> line : lines(name)) {
            if (line.get(0).equals(key)) {
                return parse(line, 1);
            }
        }
        return 0;
    }

    /** The lines, in words; empty lines are left out. */
    List<List<String>> lines(String name) {
        List<List<String>> lines = new ArrayList<>();
        String text = text(name).orElse("");
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            List<String> words = Words.split(text.substring(start, end));
            if (!words.isEmpty()) {
                lines.add(words);
            }
            start = end + 1;
        }
        return lines;
    }

    /** Writes the file's one number, which may be "max". */
    void limit(JsonWriter out, String member, String name) {
        String text = text(name).orElse("0").trim();
        out.name(member).json(text.equals("max") ? NO_LIMIT : Long.toString(parse(text)));
    }

    /** The word at that index as a number; 0 if it is none. */
    static long parse(List<String> words, int index) {
        return index < words.size() ? parse(words.get(index)) : 0;
    }

    /** The digits at the start of a text as a number, at most the largest there is. */
    static long parse(String text) {
        long value = 0;
        for (int i = 0; i < text.length() && isDigit(text.charAt(i)); i++) {
            int digit = text.charAt(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return Long.MAX_VALUE;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
