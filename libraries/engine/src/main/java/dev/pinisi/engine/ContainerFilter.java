package dev.pinisi.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Which containers {@code ps --filter} shows: {@code id=}, {@code name=}, {@code status=}, {@code label=},
 * {@code ancestor=}, {@code exited=}, {@code before=}, {@code since=}, {@code network=}, {@code volume=}. Filters of
 * one key are alternatives (labels excepted), different keys must all hold.
 */
public final class ContainerFilter {
    /** All containers. */
    public static final ContainerFilter ALL = new ContainerFilter(List.of());

    private static final List<String> KEYS = List.of(
            "id", "name", "status", "label", "label!", "ancestor", "exited", "before", "since", "network", "volume");

    /** One {@code key=value}. */
    public record Term(String key, String value) {}

    private final List<Term> terms;

    private ContainerFilter(List<Term> terms) {
        this.terms = terms;
    }

    /** Reads the values of all {@code --filter} options. */
    public static ContainerFilter parse(List<String> texts) {
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
        return terms.isEmpty() ? ALL : new ContainerFilter(terms);
    }

    public List<Term> terms() {
        return terms;
    }
}
