package dev.pinisi.config.internal;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.pinisi.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All of TOML: the one place where the library's types are seen, so that it is loaded for files that need it only. */
final class TomlLibrary {
    private TomlLibrary() {}

    /**
     * The top table.
     *
     * @throws ConfigException if the text is not TOML
     */
    static Map<String, Object> read(Path file, String text) {
        try {
            return table(new TomlParser().parse(text));
        } catch (ParsingException | IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(file.toString(), "is not valid TOML: " + e.getMessage());
        }
    }

    private static Map<String, Object> table(UnmodifiableConfig config) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (UnmodifiableConfig.Entry entry : config.entrySet()) {
            Object value = entry.getRawValue();
            if (value != null) {
                values.put(entry.getKey(), value(value));
            }
        }
        return values;
    }

    private static Object value(Object value) {
        if (value instanceof UnmodifiableConfig config) {
            return table(config);
        }
        if (!(value instanceof List<?> elements)) {
            return value;
        }
        List<Object> list = new ArrayList<>();
        for (Object element : elements) {
            list.add(value(element));
        }
        return list;
    }
}
