package dev.pinisi.imagetool;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of semver.org, read leniently: {@code v1}, {@code 1.2}.
 *
 * @param given how many of the three numbers were written
 * @param preRelease behind the hyphen; empty for a release
 */
record SemanticVersion(long major, long minor, long patch, int given, String preRelease)
        implements Comparable<SemanticVersion> {
    private static final Pattern GRAMMAR = Pattern.compile(
            "v?(\\d{1,18})(?:\\.(\\d{1,18}|[xX*]))?(?:\\.(\\d{1,18}|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    /** The version; nothing if the text is none. A number that is {@code x} or {@code *} counts as not written. */
    static Optional<SemanticVersion> parse(String text) {
        Matcher match = GRAMMAR.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        boolean hasMinor = isNumber(match.group(2));
        boolean hasPatch = hasMinor && isNumber(match.group(3));
        return Optional.of(new SemanticVersion(
                Long.parseLong(match.group(1)),
                hasMinor ? Long.parseLong(match.group(2)) : 0,
                hasPatch ? Long.parseLong(match.group(3)) : 0,
                hasPatch ? 3 : hasMinor ? 2 : 1,
                match.group(4) == null ? "" : match.group(4)));
    }

    boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** The first release after all that share this one's first numbers; 1 for the major, 3 for the patch number. */
    SemanticVersion next(int number) {
        return switch (number) {
            case 1 -> new SemanticVersion(major + 1, 0, 0, 3, "");
            case 2 -> new SemanticVersion(major, minor + 1, 0, 3, "");
            default -> new SemanticVersion(major, minor, patch + 1, 3, "");
        };
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int order = Long.compare(major, other.major);
        order = order != 0 ? order : Long.compare(minor, other.minor);
        order = order != 0 ? order : Long.compare(patch, other.patch);
        if (order != 0 || preRelease.equals(other.preRelease)) {
            return order;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return preRelease.isEmpty() ? 1 : -1;
        }
        return comparePreReleases(List.of(preRelease.split("\\.", -1)), List.of(other.preRelease.split("\\.", -1)));
    }

    private static int comparePreReleases(List<String> ours, List<String> theirs) {
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            boolean number = isNumber(ours.get(i));
            boolean otherNumber = isNumber(theirs.get(i));
            int order = number && otherNumber
                    ? new java.math.BigInteger(ours.get(i)).compareTo(new java.math.BigInteger(theirs.get(i)))
                    : number != otherNumber ? (number ? -1 : 1) : ours.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ours.size(), theirs.size());
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
