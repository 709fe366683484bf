package dev.pinisi.engine;

import java.util.List;

/**
 * Which containers {@code ps --filter} shows: {@code id=}, {@code name=}, {@code status=}, {@code label=},
 * {@code ancestor=}, {@code command=}, {@code exited=}, {@code before=}, {@code since=}, {@code until=} (RFC 3339),
 * {@code network=}, {@code volume=}; {@code pod=}, {@code health=} and {@code restart-policy=} hold for none, as there is
 * none of these. Filters of one key are alternatives (labels excepted), different keys must all hold.
 */
public final class ContainerFilter {
    /** All containers. */
    public static final ContainerFilter ALL = new ContainerFilter(List.of());

    private static final List<String> KEYS = List.of(
            "id",
            "name",
            "status",
            "label",
            "label!",
            "ancestor",
            "command",
            "exited",
            "before",
            "since",
            "until",
            "network",
            "volume",
            "pod",
            "health",
            "restart-policy");

    private final List<FilterTerm> terms;

    private ContainerFilter(List<FilterTerm> terms) {
        this.terms = terms;
    }

    /** Reads the values of all {@code --filter} options. */
    public static ContainerFilter parse(List<String> texts) {
        List<FilterTerm> terms = FilterTerm.parse(texts, KEYS);
        return terms.isEmpty() ? ALL : new ContainerFilter(terms);
    }

    public List<FilterTerm> terms() {
        return terms;
    }
}
