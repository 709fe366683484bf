package dev.pinisi.config.internal;

import dev.pinisi.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads TOML files, without loading the parser for those that are absent or as plain as most are. */
public final class TomlFile {
    /** No configuration of these tools comes near; it bounds what a stray file costs. */
    private static final int MOST_BYTES = 4 << 20;

    private TomlFile() {}

    /**
     * The file's top table; an empty one if there is no such file.
     *
     * @throws ConfigException if the file cannot be read or is not TOML
     */
    public static TomlTable read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return TomlTable.empty(file);
        } catch (IOException e) {
            throw new ConfigException(file.toString(), "cannot be read: " + e.getMessage());
        }
        if (bytes.length > MOST_BYTES) {
            throw new ConfigException(file.toString(), "larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        if (saysNothing(bytes)) {
            return TomlTable.empty(file);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Optional<Map<String, Object>> plain = PlainToml.read(text);
        return TomlTable.of(file, plain.isPresent() ? plain.get() : TomlLibrary.read(file, text));
    }

    /** Whether there are only comments, blank lines and table headers, as in the files that distributions ship. */
    private static boolean saysNothing(byte[] bytes) {
        boolean lineStart = true;
        boolean comment = false;
        for (byte b : bytes) {
            if (b == '\n') {
                lineStart = true;
                comment = false;
            } else if (lineStart && b != ' ' && b != '\t' && b != '\r') {
                comment = b == '#' || b == '[';
                lineStart = false;
            }
            if (!lineStart && !comment) {
                return false;
            }
        }
        return true;
    }
}
