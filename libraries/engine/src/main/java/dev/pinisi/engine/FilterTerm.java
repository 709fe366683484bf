package dev.pinisi.engine;

import java.util.ArrayList;
import java.util.List;

/** One {@code key=value} of a {@code --filter} option. */
public record FilterTerm(String key, String value) {

    /**
     * Reads the values of all {@code --filter} options.
     *
     * @throws EngineException if one has no value, or a key that is not among these
     */
    static List<FilterTerm> parse(List<String> texts, List<String> keys) {
        List<FilterTerm> terms = new ArrayList<>(texts.size());
        for (String text : texts) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            if (equals < 0 || !keys.contains(key)) {
                throw new EngineException(
                        EngineException.Kind.INVALID_SPEC,
                        text,
                        "--filter " + text + ": must be KEY=VALUE with one of the keys " + String.join(", ", keys));
            }
            terms.add(new FilterTerm(key, text.substring(equals + 1)));
        }
        return terms;
    }
}
