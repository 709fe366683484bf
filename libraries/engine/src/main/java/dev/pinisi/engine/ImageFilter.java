package dev.pinisi.engine;

import java.util.List;

/**
 * Which images {@code images --filter} shows: {@code dangling=}, {@code reference=}, {@code label=}, {@code label!=}, {@code before=},
 * {@code since=}, {@code until=} (RFC 3339), {@code id=}, {@code digest=}, {@code containers=}; no image is
 * {@code readonly=}, {@code intermediate=} or a {@code manifest=} list. Filters of one key are alternatives (labels excepted), different keys must all hold.
 */
public final class ImageFilter {
    /** All images. */
    public static final ImageFilter ALL = new ImageFilter(List.of());

    private static final List<String> KEYS = List.of(
            "dangling",
            "reference",
            "label",
            "label!",
            "before",
            "since",
            "after",
            "until",
            "id",
            "digest",
            "containers",
            "readonly",
            "intermediate",
            "manifest");

    private final List<FilterTerm> terms;

    private ImageFilter(List<FilterTerm> terms) {
        this.terms = terms;
    }

    /** Reads the values of all {@code --filter} options. */
    public static ImageFilter parse(List<String> texts) {
        List<FilterTerm> terms = FilterTerm.parse(texts, KEYS);
        return terms.isEmpty() ? ALL : new ImageFilter(terms);
    }

    /** Whether it has to be known how many containers are made of each image. */
    public boolean countsContainers() {
        for (FilterTerm term : terms) {
            if (term.key().equals("containers")) {
                return true;
            }
        }
        return false;
    }

    public List<FilterTerm> terms() {
        return terms;
    }
}
