package dev.pinisi.image.internal.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a registry wants to be shown: one challenge of a WWW-Authenticate header (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case: {@code bearer}, {@code basic}
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Reads a header's value; what follows something malformed is left out. */
    static List<Challenge> parse(String header) {
        return new Reader(header).challenges();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Challenge> challenges() {
            List<Challenge> challenges = new ArrayList<>();
            skipSeparators();
            while (at < text.length()) {
                String scheme = token();
                if (scheme.isEmpty()) {
                    return challenges;
                }
                Map<String, String> parameters = new LinkedHashMap<>();
                challenges.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
                skipSeparators();
                while (parameter(parameters)) {
                    skipSeparators();
                }
            }
            return challenges;
        }

        /** Reads {@code name=value}; leaves the place as it was if the next scheme stands here. */
        private boolean parameter(Map<String, String> into) {
            int start = at;
            String name = token();
            if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
                at = start;
                return false;
            }
            at++;
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            into.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            return true;
        }

        private String token() {
            int start = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
                value.append(text.charAt(escaped ? at + 1 : at));
                at += escaped ? 2 : 1;
            }
            // a quotation that does not end ends with the header
            at = Math.min(at + 1, text.length());
            return value.toString();
        }

        private void skipSeparators() {
            while (at < text.length()
                    && (text.charAt(at) == ' ' || text.charAt(at) == ',' || text.charAt(at) == '\t')) {
                at++;
            }
        }
    }
}
