package dev.pinisi.config.internal;

import dev.pinisi.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that must be there, up to a size. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * The file's bytes.
     *
     * @param most of them
     * @throws ConfigException if it cannot be read or has more
     */
    public static byte[] read(Path file, int most) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file.toString(), "there is no such file");
        } catch (IOException e) {
            throw new ConfigException(file.toString(), "cannot be read: " + e.getMessage());
        }
        if (bytes.length > most) {
            throw new ConfigException(file.toString(), "larger than " + (most >> 20) + " MiB");
        }
        return bytes;
    }
}
