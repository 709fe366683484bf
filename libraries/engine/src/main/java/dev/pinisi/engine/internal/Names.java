package dev.pinisi.engine.internal;

/** What containers and volumes may be called: {@code [a-zA-Z0-9][a-zA-Z0-9_.-]*}, at most 255 characters. */
final class Names {
    private Names() {}

    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > 255) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean mark = i > 0 && (c == '_' || c == '.' || c == '-');
            if (!word && !mark) {
                return false;
            }
        }
        return true;
    }
}
