package dev.pinisi.imagetool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files that the user names. */
final class Input {
    private static final int MOST_BYTES = 16 << 20;

    private Input() {}

    /**
     * The file's bytes.
     *
     * @param what the file is, for messages
     */
    static byte[] read(String what, String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Failure(
                        "Error reading " + what + " from " + file + ": it has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new Failure("Error reading " + what + " from " + file, e);
        }
    }
}
