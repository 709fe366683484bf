package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * A path beneath which the container's processes may do something: an element of the annotation
 * {@value #ANNOTATION}. What no rule allows, Landlock forbids (landlock(7)).
 *
 * <p>The annotation is a list of rules with blanks between, each {@code RIGHT:PATH} or {@code RIGHT:PATH,PATH…}:
 * {@code "read:/etc exec:/bin,/lib write:/tmp,/dev/null"}.
 */
public record LandlockRule(Right right, String path) {
    public static final String ANNOTATION = "dev.pinisi.landlock";

    /** What is allowed; each includes {@link #READ}. */
    public enum Right {
        /** Reading files and listing directories. */
        READ("read"),
        /** Executing files as well. */
        EXEC("exec"),
        /** Writing, making, renaming and removing files as well. */
        WRITE("write");

        private final String word;

        Right(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The rules of a container; none for no restriction. */
    static List<LandlockRule> readAll(JsonCursor annotations) {
        JsonCursor annotation = annotations.field(ANNOTATION);
        List<LandlockRule> rules = new ArrayList<>();
        String text = annotation.stringOr("");
        int start = 0;
        while (start < text.length()) {
            int blank = text.indexOf(' ', start);
            int end = blank < 0 ? text.length() : blank;
            if (end > start) {
                add(rules, text.substring(start, end), annotation);
            }
            start = end + 1;
        }
        if (annotation.isPresent() && rules.isEmpty()) {
            throw annotation.fail("allows nothing; rules such as exec:/bin are missing");
        }
        return rules;
    }

    private static void add(List<LandlockRule> rules, String rule, JsonCursor annotation) {
        int colon = rule.indexOf(':');
        Right right = right(rule.substring(0, Math.max(colon, 0)), annotation);
        int start = colon + 1;
        while (start <= rule.length()) {
            int comma = rule.indexOf(',', start);
            int end = comma < 0 ? rule.length() : comma;
            String path = rule.substring(start, end);
            if (!path.startsWith("/")) {
                throw annotation.fail("\"" + path + "\" is not an absolute path");
            }
            rules.add(new LandlockRule(right, path));
            start = end + 1;
        }
    }

    private static Right right(String word, JsonCursor annotation) {
        for (Right right : Right.values()) {
            if (right.word().equals(word)) {
                return right;
            }
        }
        throw annotation.fail("\"" + word + "\" is no right; read, exec and write are");
    }
}
