package dev.pinisi.imagetool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions are wanted, in the notation of Masterminds/semver: {@code >=3.1, <4 || ~2.5 || 1.x || 1.2 - 1.4}. A
 * pre-release is only accepted where the constraint names one itself.
 */
final class SemanticRange {
    private static final Pattern TERM =
            Pattern.compile("(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^)?\\s*([v0-9xX*][0-9A-Za-z.*+-]*)");
    private static final Pattern HYPHEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");

    /** Any of these; each is what all of its terms accept. */
    private final List<List<Predicate<SemanticVersion>>> alternatives;

    private SemanticRange(List<List<Predicate<SemanticVersion>>> alternatives) {
        this.alternatives = alternatives;
    }

    /**
     * Reads constraints.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static SemanticRange parse(String text) {
        List<List<Predicate<SemanticVersion>>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            String terms = HYPHEN.matcher(alternative).replaceAll(">=$1, <=$2");
            List<Predicate<SemanticVersion>> all = new ArrayList<>();
            int end = 0;
            Matcher match = TERM.matcher(terms);
            while (match.find()) {
                requireSeparator(text, terms.substring(end, match.start()));
                all.add(term(text, match.group(1) == null ? "" : match.group(1), match.group(2)));
                end = match.end();
            }
            requireSeparator(text, terms.substring(end));
            if (all.isEmpty()) {
                throw invalid(text);
            }
            alternatives.add(all);
        }
        return new SemanticRange(alternatives);
    }

    /** Whether a tag is a version that is wanted. */
    boolean accepts(String tag) {
        Optional<SemanticVersion> version = SemanticVersion.parse(tag);
        return version.isPresent()
                && alternatives.stream().anyMatch(all -> all.stream().allMatch(term -> term.test(version.get())));
    }

    private static Predicate<SemanticVersion> term(String text, String operator, String operand) {
        if (operand.equals("*") || operand.equalsIgnoreCase("x")) {
            return version -> !version.isPreRelease();
        }
        SemanticVersion wanted = SemanticVersion.parse(operand).orElseThrow(() -> invalid(text));
        Predicate<SemanticVersion> order = order(operator, wanted);
        return version -> (wanted.isPreRelease() || !version.isPreRelease()) && order.test(version);
    }

    private static Predicate<SemanticVersion> order(String operator, SemanticVersion wanted) {
        SemanticVersion behind = wanted.next(wanted.given());
        boolean exact = wanted.given() == 3;
        return switch (operator) {
            case ">" -> version -> version.compareTo(exact ? wanted : behind) >= (exact ? 1 : 0);
            case "<" -> version -> version.compareTo(wanted) < 0;
            case ">=", "=>" -> version -> version.compareTo(wanted) >= 0;
            case "<=", "=<" -> version -> exact ? version.compareTo(wanted) <= 0 : version.compareTo(behind) < 0;
            case "!=" -> version -> exact ? version.compareTo(wanted) != 0 : !between(version, wanted, behind);
            case "~", "~>" -> version -> between(version, wanted, wanted.next(Math.min(2, wanted.given())));
            case "^" -> version -> between(version, wanted, wanted.next(firstThatCounts(wanted)));
            default -> version -> exact ? version.compareTo(wanted) == 0 : between(version, wanted, behind);
        };
    }

    /** The number that must not change under {@code ^}: the first that is not zero. */
    private static int firstThatCounts(SemanticVersion wanted) {
        if (wanted.major() > 0 || wanted.given() == 1) {
            return 1;
        }
        return wanted.minor() > 0 || wanted.given() == 2 ? 2 : 3;
    }

    private static boolean between(SemanticVersion version, SemanticVersion from, SemanticVersion to) {
        return version.compareTo(from) >= 0 && version.compareTo(to) < 0;
    }

    private static void requireSeparator(String text, String between) {
        if (!between.isBlank() && !between.strip().equals(",")) {
            throw invalid(text);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("improper constraint: " + text);
    }
}
