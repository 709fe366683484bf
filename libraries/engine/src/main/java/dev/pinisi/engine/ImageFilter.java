package dev.pinisi.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Which images {@code images --filter} shows: {@code dangling=}, {@code reference=}, {@code label=}, {@code before=},
 * {@code since=}, {@code id=}. Filters of one key are alternatives (labels excepted), different keys must all hold.
 */
public final class ImageFilter {
    /** All images. */
    public static final ImageFilter ALL = new ImageFilter(List.of());

    private static final List<String> KEYS =
            List.of("dangling", "reference", "label", "before", "since", "after", "id", "containers");

    /** One {@code key=value}. */
    public record Term(String key, String value) {}

    private final List<Term> terms;

    private ImageFilter(List<Term> terms) {
        this.terms = terms;
    }

    /** Reads the values of all {@code --filter} options. */
    public static ImageFilter parse(List<String> texts) {
        List<Term> terms = new ArrayList<>(texts.size());
        for (String text : texts) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw new EngineException(
                        EngineException.Kind.INVALID_SPEC,
                        text,
                        "--filter " + text + ": must be KEY=VALUE with one of the keys " + String.join(", ", KEYS));
            }
            terms.add(new Term(key, text.substring(equals + 1)));
        }
        return terms.isEmpty() ? ALL : new ImageFilter(terms);
    }

    public List<Term> terms() {
        return terms;
    }
}
