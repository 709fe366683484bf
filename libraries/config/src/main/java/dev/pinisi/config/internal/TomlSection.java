package dev.pinisi.config.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that several files give: what a later file says of a key counts. */
public final class TomlSection {
    private final List<TomlTable> tables = new ArrayList<>();

    /**
     * @param files the top tables, the most important last
     * @param name the table's name in them
     */
    public TomlSection(List<TomlTable> files, String name) {
        for (TomlTable file : files) {
            TomlTable table = file.table(name);
            if (!table.isEmpty()) {
                tables.add(table);
            }
        }
    }

    public Optional<String> string(String key) {
        Optional<TomlTable> last = last(key);
        return last.isPresent() ? last.get().string(key) : Optional.empty();
    }

    public Optional<String> scalar(String key) {
        Optional<TomlTable> last = last(key);
        return last.isPresent() ? last.get().scalar(key) : Optional.empty();
    }

    public Optional<Boolean> bool(String key) {
        Optional<TomlTable> last = last(key);
        return last.isPresent() ? last.get().bool(key) : Optional.empty();
    }

    public Optional<Long> integer(String key) {
        Optional<TomlTable> last = last(key);
        return last.isPresent() ? last.get().integer(key) : Optional.empty();
    }

    /** The array of that key; nothing where no file has it, as against an empty one. */
    public Optional<List<String>> strings(String key) {
        Optional<List<String>> merged = Optional.empty();
        for (TomlTable table : tables) {
            if (!table.has(key)) {
                continue;
            }
            List<String> strings = new ArrayList<>();
            if (merged.isPresent() && table.appends(key)) {
                strings.addAll(merged.get());
            }
            strings.addAll(table.strings(key));
            merged = Optional.of(strings);
        }
        return merged;
    }

    /** The entries of the table of that name, those of later files over those of earlier ones. */
    public Map<String, List<String>> stringsMap(String key) {
        Map<String, List<String>> merged = new LinkedHashMap<>();
        for (TomlTable table : tables) {
            merged.putAll(table.table(key).stringsMap());
        }
        return merged;
    }

    private Optional<TomlTable> last(String key) {
        for (int i = tables.size() - 1; i >= 0; i--) {
            if (tables.get(i).has(key)) {
                return Optional.of(tables.get(i));
            }
        }
        return Optional.empty();
    }
}
