package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;

/** {@code key=value}; a key alone has the empty value. */
record KeyValue(String key, String value) {
    static KeyValue of(String text) {
        int equals = text.indexOf('=');
        if (equals == 0) {
            throw new CommandException("\"" + text + "\": a key must stand before the equals sign");
        }
        return equals < 0
                ? new KeyValue(text, "")
                : new KeyValue(text.substring(0, equals), text.substring(equals + 1));
    }

    /**
     * Insists on the equals sign.
     *
     * @param problem what is said behind the text if it is missing
     */
    static KeyValue required(String text, String problem) {
        if (text.indexOf('=') < 1) {
            throw new CommandException(text + problem);
        }
        return of(text);
    }
}
