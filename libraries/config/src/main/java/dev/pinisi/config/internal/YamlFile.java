package dev.pinisi.config.internal;

import dev.pinisi.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads YAML files whose top is a mapping; every scalar comes as the text that stands there. */
public final class YamlFile {
    private static final int MOST_BYTES = 1 << 20;
    /** The files have three levels; a parser that calls itself for each must not be led deep. */
    private static final int DEEPEST = 16;

    private YamlFile() {}

    /**
     * The file's mapping: of texts, mappings and lists. An empty one if the file says nothing.
     *
     * @throws ConfigException if the file cannot be read, is no YAML mapping or repeats a key
     */
    public static Map<?, ?> read(Path file) {
        return parse(file.toString(), new String(BoundedFile.read(file, MOST_BYTES), StandardCharsets.UTF_8));
    }

    static Map<?, ?> parse(String file, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new Texts())
                .setAllowDuplicateKeys(false)
                .setAllowNonScalarKeys(false)
                .setMaxAliasesForCollections(DEEPEST)
                .setLabel(file)
                .build();
        try {
            checkDepth(file, yaml, settings);
            Object top = new Load(settings).loadFromString(yaml);
            if ("".equals(top)) {
                return Map.of();
            }
            if (top instanceof Map<?, ?> mapping) {
                return mapping;
            }
            throw new ConfigException(file, "a YAML mapping expected");
        } catch (YamlEngineException e) {
            throw new ConfigException(file, "is not valid YAML: " + e.getMessage());
        }
    }

    /** The library's schema of texts knows nothing to make of what is left empty; here it is the empty text. */
    private static final class Texts extends FailsafeSchema {
        private final Map<Tag, ConstructNode> constructors = new HashMap<>(super.getSchemaTagConstructors());

        Texts() {
            constructors.put(Tag.NULL, nothing -> "");
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return constructors;
        }
    }

    private static void checkDepth(String file, String yaml, LoadSettings settings) {
        int depth = 0;
        Parser events = new ParserImpl(settings, new StreamReader(settings, yaml));
        while (events.hasNext()) {
            Event event = events.next();
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (depth > DEEPEST) {
                throw new ConfigException(file, "nested deeper than " + DEEPEST + " levels");
            }
        }
    }
}
