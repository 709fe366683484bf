package dev.pinisi.image.internal.registry;

import java.util.ArrayList;
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
                TreeSet<String> known = actions.computeIfAbsent(scope.substring(0, last), resource -> new TreeSet<>());
                known.addAll(List.of(scope.substring(last + 1).split(",", -1)));
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
            scopes.actions.forEach((resource, some) ->
                    both.computeIfAbsent(resource, none -> new TreeSet<>()).addAll(some));
        }
        return new Scopes(both);
    }

    /** All of them, apart by blanks. */
    String text() {
        return actions.isEmpty() ? "" : String.join(" ", list());
    }

    /** {@code repository:a/b:pull,push}, each one apart. */
    List<String> list() {
        List<String> scopes = new ArrayList<>();
        actions.forEach((resource, some) -> scopes.add(resource + ":" + String.join(",", some)));
        return scopes;
    }
}
