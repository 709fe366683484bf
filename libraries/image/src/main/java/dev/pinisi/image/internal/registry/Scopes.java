package dev.pinisi.image.internal.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a token is to allow (distribution's token scope grammar): for each resource, {@code repository:a/b}, the
 * actions, {@code pull,push}.
 */
record Scopes(Map<String, TreeSet<String>> actions) {
    static final Scopes NONE = new Scopes(Map.of());

    /** Reads scopes apart by blanks; what is malformed is left out. */
    static Scopes parse(String text) {
        Map<String, TreeSet<String>> actions = new TreeMap<>();
        for (String scope : text.split(" ", -1)) {
            int last = scope.lastIndexOf(':');
            if (last > 0) {
                add(
                        actions,
                        scope.substring(0, last),
                        List.of(scope.substring(last + 1).split(",", -1)));
            }
        }
        return new Scopes(actions);
    }

    /** These of a repository. */
    static Scopes repository(String path, String actions) {
        return parse("repository:" + path + ":" + actions);
    }

    /** What either of the two allows. */
    Scopes and(Scopes other) {
        Map<String, TreeSet<String>> both = new TreeMap<>();
        for (Scopes scopes : List.of(this, other)) {
            for (Map.Entry<String, TreeSet<String>> entry : scopes.actions.entrySet()) {
                add(both, entry.getKey(), entry.getValue());
            }
        }
        return new Scopes(both);
    }

    private static void add(Map<String, TreeSet<String>> to, String resource, Collection<String> some) {
        TreeSet<String> known = to.get(resource);
        if (known == null) {
            known = new TreeSet<>();
            to.put(resource, known);
        }
        known.addAll(some);
    }

    /** All of them, apart by blanks. */
    String text() {
        return actions.isEmpty() ? "" : String.join(" ", list());
    }

    /** {@code repository:a/b:pull,push}, each one apart. */
    List<String> list() {
        List<String> scopes = new ArrayList<>();
        for (Map.Entry<String, TreeSet<String>> entry : actions.entrySet()) {
            scopes.add(entry.getKey() + ":" + String.join(",", entry.getValue()));
        }
        return scopes;
    }
}
