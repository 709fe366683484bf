package dev.pinisi.config.internal;

import dev.pinisi.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table of a TOML file; reads of the wrong type name the file and the key. */
public final class TomlTable {
    private final Path file;
    private final String path;
    private final Map<String, Object> values;

    private TomlTable(Path file, String path, Map<String, Object> values) {
        this.file = file;
        this.path = path;
        this.values = values;
    }

    static TomlTable empty(Path file) {
        return new TomlTable(file, "", Map.of());
    }

    /**
     * A file's top table.
     *
     * @param values strings, booleans, numbers and dates; tables as maps, arrays as lists
     */
    static TomlTable of(Path file, Map<String, Object> values) {
        return new TomlTable(file, "", values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean has(String key) {
        return values.get(key) != null;
    }

    /** The keys in the file's order. */
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** The string of that key. */
    public Optional<String> string(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(key, "a string");
    }

    /** The string, whole number or boolean of that key, as text. */
    public Optional<String> scalar(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map || value instanceof List) {
            throw wrong(key, "a string, number or boolean");
        }
        return Optional.of(value.toString());
    }

    public Optional<Boolean> bool(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean bool) {
            return Optional.of(bool);
        }
        throw wrong(key, "true or false");
    }

    public Optional<Long> integer(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Integer || value instanceof Long) {
            return Optional.of(((Number) value).longValue());
        }
        throw wrong(key, "a whole number");
    }

    /** The strings of that array; attributes at its end are left out. */
    public List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (Object element : list(key)) {
            if (element instanceof String text) {
                strings.add(text);
            } else if (!(element instanceof Map)) {
                throw wrong(key, "an array of strings");
            }
        }
        return strings;
    }

    /** Whether that array ends in the attribute {@code {append=true}}: it adds to what earlier files say. */
    public boolean appends(String key) {
        List<?> list = list(key);
        return !list.isEmpty()
                && list.get(list.size() - 1) instanceof Map<?, ?> attributes
                && Boolean.TRUE.equals(attributes.get("append"));
    }

    /** The table of that name; an empty one if there is none. */
    public TomlTable table(String key) {
        Object value = values.get(key);
        if (value == null) {
            return new TomlTable(file, at(key), Map.of());
        }
        if (value instanceof Map<?, ?> table) {
            return new TomlTable(file, at(key), named(table));
        }
        throw wrong(key, "a table");
    }

    /** The array of tables of that name. */
    public List<TomlTable> tables(String key) {
        List<TomlTable> tables = new ArrayList<>();
        for (Object element : list(key)) {
            if (!(element instanceof Map<?, ?> table)) {
                throw wrong(key, "an array of tables");
            }
            tables.add(new TomlTable(file, at(key) + "[" + tables.size() + "]", named(table)));
        }
        return tables;
    }

    /** This table's entries, all strings. */
    public Map<String, String> stringMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String key : values.keySet()) {
            map.put(key, string(key).orElse(""));
        }
        return map;
    }

    /** This table's entries, all arrays of strings. */
    public Map<String, List<String>> stringsMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (String key : values.keySet()) {
            map.put(key, strings(key));
        }
        return map;
    }

    /** An exception that names the file and the key. */
    public ConfigException fail(String key, String problem) {
        return new ConfigException(file.toString(), at(key) + ": " + problem);
    }

    @SuppressWarnings("unchecked") // all that makes tables names their values by strings
    private static Map<String, Object> named(Map<?, ?> table) {
        return (Map<String, Object>) table;
    }

    private List<?> list(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(key, "an array");
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private ConfigException wrong(String key, String expected) {
        return fail(key, expected + " expected");
    }
}
