package dev.pinisi.engine.internal;

import dev.pinisi.engine.FilterTerm;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.storage.StoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Applies {@code images --filter}. */
final class ImageMatcher {
    private final ImageFilter filter;
    private final List<ImageInfo> all;
    private final Function<String, StoredImage> lookup;

    ImageMatcher(ImageFilter filter, List<ImageInfo> all, Function<String, StoredImage> lookup) {
        this.filter = filter;
        this.all = all;
        this.lookup = lookup;
    }

    List<ImageInfo> matches() {
        List<ImageInfo> matches = new ArrayList<>();
        for (ImageInfo image : all) {
            if (matches(image)) {
                matches.add(image);
            }
        }
        return matches;
    }

    private boolean matches(ImageInfo image) {
        for (FilterTerm term : filter.terms()) {
            boolean holds = term.key().startsWith("label") ? holds(term, image) : anyHolds(term.key(), image);
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private boolean anyHolds(String key, ImageInfo image) {
        for (FilterTerm term : filter.terms()) {
            if (term.key().equals(key) && holds(term, image)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(FilterTerm term, ImageInfo image) {
        String value = term.value();
        return switch (term.key()) {
            case "dangling" -> image.names().isEmpty() == value.equals("true");
            case "label" -> ContainerMatcher.hasLabel(image.labels(), value);
            case "label!" -> !ContainerMatcher.hasLabel(image.labels(), value);
            case "before" -> image.created().isBefore(created(value));
            case "since", "after" -> image.created().isAfter(created(value));
            case "until" -> image.created().isBefore(Times.ofText(value));
            case "id" -> image.id().startsWith(value);
            case "digest" -> image.digest().startsWith(value);
            case "containers" -> (image.containers() > 0) == value.equals("true");
            case "readonly" -> image.readOnly() == value.equals("true");
            case "intermediate", "manifest" -> value.equals("false");
            case "reference" -> anyName(image.names(), value);
            default -> throw Invalid.option("--filter", term.key(), "unknown filter");
        };
    }

    private Instant created(String name) {
        return Times.created(lookup.apply(name).created());
    }

    /** The pattern, with {@code *} and {@code ?}, may leave out the registry, the path or the tag. */
    private static boolean anyName(List<String> names, String pattern) {
        StringBuilder regex = new StringBuilder("(.*/)?");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
        }
        boolean tagged = pattern.lastIndexOf(':') > pattern.lastIndexOf('/');
        Pattern compiled =
                Pattern.compile(regex.append(tagged ? "" : "(:[^/]*)?").toString());
        for (String name : names) {
            if (compiled.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }
}
