package dev.pinisi.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a name without a registry stands for (containers-registries.conf(5), "short-name-mode").
 *
 * @param mode what is done where several registries might have it
 * @param searchRegistries the hosts to look at, in this order
 * @param aliases from short name to {@code host/repository}
 */
public record ShortNames(Mode mode, List<String> searchRegistries, Map<String, String> aliases) {

    /** What is done with a short name that several registries might have. */
    public enum Mode {
        /** Ask on a terminal; elsewhere fail. */
        ENFORCING,
        /** Ask on a terminal; elsewhere try one after another. */
        PERMISSIVE,
        /** Try one after another. */
        DISABLED
    }

    /** The repository that is an alias' target. */
    public Optional<String> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }
}
