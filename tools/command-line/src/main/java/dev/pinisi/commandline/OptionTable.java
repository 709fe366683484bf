package dev.pinisi.commandline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of one command, as a table:
 *
 * <pre>{@code
 * new OptionTable()
 *     .flag("all,a", "Stop all running containers")
 *     .integer("time,t", "Seconds to wait for stop before killing the container", "10");
 * }</pre>
 *
 * A name is {@code long} or {@code long,letter}. The parser, the help page and the completion read the same table.
 */
public final class OptionTable {
    private final Map<String, Option> byName = new LinkedHashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private boolean optionsEverywhere = true;
    private @Nullable OptionTable inherited;

    /** An empty table; {@code --help} needs no entry. */
    public OptionTable() {}

    /** On or off; off unless given. */
    public OptionTable flag(String names, String help) {
        return add(names, Option.Kind.FLAG, help, "");
    }

    /** On or off, with a default. */
    public OptionTable flag(String names, String help, boolean on) {
        return add(names, Option.Kind.FLAG, help, on ? "true" : "");
    }

    public OptionTable string(String names, String help) {
        return add(names, Option.Kind.STRING, help, "");
    }

    public OptionTable string(String names, String help, String fallback) {
        return add(names, Option.Kind.STRING, help, fallback);
    }

    /** Values that are never split. */
    public OptionTable array(String names, String help) {
        return add(names, Option.Kind.ARRAY, help, "");
    }

    /** Values that are split at commas. */
    public OptionTable strings(String names, String help) {
        return add(names, Option.Kind.STRINGS, help, "");
    }

    /** A whole number of 64 bits. */
    public OptionTable integer(String names, String help, String fallback) {
        return add(names, Option.Kind.INT, help, fallback);
    }

    /** A whole number from 0. */
    public OptionTable unsigned(String names, String help, String fallback) {
        return add(names, Option.Kind.UINT, help, fallback);
    }

    public OptionTable decimal(String names, String help) {
        return add(names, Option.Kind.FLOAT, help, "");
    }

    /** A length of time, as {@link TimeSpan#parse} reads it. */
    public OptionTable duration(String names, String help) {
        return add(names, Option.Kind.DURATION, help, "");
    }

    public OptionTable choice(String names, String help, List<String> choices) {
        return put(names, Option.Kind.CHOICE, help, "", choices);
    }

    /** Options that podman has and this tool has not (yet), separated by blanks. They are not on the help page. */
    public OptionTable unsupported(String names) {
        for (String name : words(names)) {
            add(name, Option.Kind.UNSUPPORTED, "", "");
        }
        return this;
    }

    /** Another name for an option, not on the help page. */
    public OptionTable alias(String alias, String name) {
        aliases.put(alias, name);
        return this;
    }

    /** Takes over another table's options, which are not on this one's help page; its own come first. */
    public OptionTable inherit(OptionTable other) {
        inherited = other;
        return this;
    }

    /** Options end at the first word that is none: what follows belongs to the program that is run. */
    public OptionTable optionsFirst() {
        optionsEverywhere = false;
        return this;
    }

    /** Whether options may follow other words. */
    public boolean optionsEverywhere() {
        return optionsEverywhere;
    }

    /** All options in the order of the table. */
    public Collection<Option> all() {
        return byName.values();
    }

    /** Whether an option of that name comes from the table that stands behind this one. */
    boolean inherits(String name) {
        return !byName.containsKey(name) && named(name) != null;
    }

    @Nullable
    Option named(String name) {
        Option option = byName.get(name);
        if (option == null) {
            String target = aliases.get(name);
            option = target == null ? null : byName.get(target);
        }
        if (option == null && inherited != null) {
            return inherited.named(name);
        }
        return option;
    }

    @Nullable
    Option lettered(char letter) {
        for (Option option : byName.values()) {
            if (option.letter() == letter) {
                return option;
            }
        }
        return inherited == null ? null : inherited.lettered(letter);
    }

    private OptionTable add(String names, Option.Kind kind, String help, String fallback) {
        return put(names, kind, help, fallback, List.of());
    }

    private OptionTable put(String names, Option.Kind kind, String help, String fallback, List<String> choices) {
        int comma = names.indexOf(',');
        String name = comma < 0 ? names : names.substring(0, comma);
        char letter = comma < 0 ? Option.NO_LETTER : names.charAt(comma + 1);
        byName.put(name, new Option(name, letter, kind, help, fallback, choices));
        return this;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int blank = text.indexOf(' ', start);
            int end = blank < 0 ? text.length() : blank;
            if (end > start) {
                words.add(text.substring(start, end));
            }
            start = end + 1;
        }
        return words;
    }
}
