package dev.pinisi.commandline.internal;

/** Positions in a template as people count them. */
final class Place {
    private Place() {}

    /** {@code name:line:column}, both from 1. */
    static String of(String name, String text, int position) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < position && i < text.length(); i++) {
            column++;
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            }
        }
        return name + ":" + line + ":" + column;
    }
}
