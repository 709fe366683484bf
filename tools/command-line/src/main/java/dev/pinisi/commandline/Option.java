package dev.pinisi.commandline;

import java.util.List;

/**
 * One option of a command.
 *
 * @param name the long name, without dashes
 * @param letter the short name, or {@link #NO_LETTER}
 * @param kind what values it takes
 * @param help what it does; a word in back quotes names the value on the help page
 * @param fallback the value when it is not given; empty for none
 * @param choices the values allowed, where the kind is {@link Kind#CHOICE}
 */
public record Option(String name, char letter, Kind kind, String help, String fallback, List<String> choices) {
    /** The option has no short name. */
    public static final char NO_LETTER = 0;

    /** What an option takes; the constants are pflag's types. */
    public enum Kind {
        FLAG(""),
        STRING("string"),
        /** Given several times; each value counts whole. */
        ARRAY("stringArray"),
        /** Given several times; each value is split at commas, with double quotes as in CSV. */
        STRINGS("strings"),
        INT("int"),
        UINT("uint"),
        FLOAT("float"),
        /** A length of time in Go's notation, {@code 1m30s}. */
        DURATION("duration"),
        CHOICE("choice"),
        /** Known to podman, not to us: giving it is an error that says so. */
        UNSUPPORTED("");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that stands for a value on the help page. */
        String word() {
            return word;
        }
    }

    /** How messages name it: {@code -d, --detach} or {@code --rm}. */
    String display() {
        return letter == NO_LETTER ? "--" + name : "-" + letter + ", --" + name;
    }

    /** Whether it may stand without a value. */
    boolean isFlag() {
        return kind == Kind.FLAG;
    }

    boolean isList() {
        return kind == Kind.ARRAY || kind == Kind.STRINGS;
    }
}
