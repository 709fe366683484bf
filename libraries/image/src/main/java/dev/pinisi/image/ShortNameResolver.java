package dev.pinisi.image;

import dev.pinisi.config.ShortNames;
import dev.pinisi.image.ImageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a name without a registry may stand for (containers-registries.conf(5)). */
public final class ShortNameResolver {
    private ShortNameResolver() {}

    /**
     * The references to try, in this order; one without tag and digest means {@code latest}.
     *
     * @param text a reference, short or full
     * @throws ImageException if it is malformed, or the configuration leaves open what it stands for
     */
    public static List<ImageReference> candidates(String text, ShortNames names) {
        if (!ImageReference.isShortName(text)) {
            return List.of(ImageReference.parse(text).orLatest());
        }
        ImageReference.parse(text);
        int end = endOfName(text);
        Optional<String> alias = names.alias(text.substring(0, end));
        if (alias.isPresent()) {
            return List.of(
                    ImageReference.parse(alias.get() + text.substring(end)).orLatest());
        }
        List<String> hosts = names.searchRegistries();
        if (hosts.isEmpty()) {
            throw new ImageException(
                    Kind.INVALID,
                    "short-name \"" + text + "\" did not resolve to an alias and no unqualified-search registries are"
                            + " defined in registries.conf; name its registry, as in docker.io/library/NAME");
        }
        if (names.mode() == ShortNames.Mode.ENFORCING && hosts.size() > 1) {
            throw new ImageException(
                    Kind.INVALID,
                    "short-name \"" + text + "\" may be any of " + String.join(", ", hosts)
                            + ", and short-name-mode is enforcing; name its registry");
        }
        List<ImageReference> candidates = new ArrayList<>();
        for (String host : hosts) {
            candidates.add(ImageReference.parse(host + "/" + text).orLatest());
        }
        return candidates;
    }

    private static int endOfName(String text) {
        int at = text.indexOf('@');
        int end = at < 0 ? text.length() : at;
        int colon = text.lastIndexOf(':', end - 1);
        return colon > text.lastIndexOf('/') ? colon : end;
    }
}
