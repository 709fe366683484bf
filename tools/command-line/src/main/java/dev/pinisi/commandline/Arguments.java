package dev.pinisi.commandline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line, taken apart by an {@link OptionTable} and checked against it. */
public final class Arguments {
    private final OptionTable table;
    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    Arguments(OptionTable table) {
        this.table = table;
    }

    /** The words that are no options, in order. */
    public List<String> words() {
        return words;
    }

    /** The names of the options on the command line, in order. */
    public Set<String> given() {
        return Collections.unmodifiableSet(given.keySet());
    }

    /** Whether the option was on the command line. */
    public boolean has(String name) {
        return given.containsKey(option(name).name());
    }

    /** Whether the command has such an option at all. */
    public boolean knows(String name) {
        return table.named(name) != null;
    }

    /** Whether the option is one of all commands, not of this one alone. */
    public boolean inherits(String name) {
        return table.inherits(name);
    }

    /** Whether a flag is on. */
    public boolean flag(String name) {
        return "true".equals(string(name));
    }

    /** The option's last value, its default, or the empty string. */
    public String string(String name) {
        List<String> values = given.get(name);
        return values == null ? option(name).fallback() : values.get(values.size() - 1);
    }

    /** All values of an option, in order. */
    public List<String> list(String name) {
        List<String> values = given.get(option(name).name());
        return values == null ? List.of() : values;
    }

    /** The value of an integer option; 0 where there is neither value nor default. */
    public long number(String name) {
        String text = string(name);
        return text.isEmpty() ? 0 : Numbers.integer(text);
    }

    /** The value of a decimal option; 0 where there is neither value nor default. */
    public double decimal(String name) {
        String text = string(name);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    /** The length of time that a duration option has; zero where there is neither value nor default. */
    public Duration duration(String name) {
        String text = string(name);
        return text.isEmpty() ? Duration.ZERO : Duration.ofNanos(TimeSpan.parse(text));
    }

    void put(Option option, String value) {
        List<String> values = given.get(option.name());
        if (values == null) {
            values = new ArrayList<>(2);
            given.put(option.name(), values);
        }
        values.add(value);
    }

    void addWord(String word) {
        words.add(word);
    }

    private Option option(String name) {
        Option option = table.named(name);
        if (option == null) {
            throw new IllegalArgumentException("no option --" + name + " in this command's table");
        }
        return option;
    }
}
