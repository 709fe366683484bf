package dev.pinisi.image.internal.chunked;

import dev.pinisi.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an archive has besides contents, in tar-split's form: a line of JSON for each piece, headers and padding in base64,
 * files by name, size and checksum. Compressed as it comes, for it is larger than the headers.
 */
final class TarSplitWriter {
    private static final int PIECE = 1 << 20;
    private static final int FILE = 1;
    private static final int SEGMENT = 2;

    private final UnaryOperator<byte[]> compression;
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Set<String> names = new HashSet<>();
    private long total;
    private long count;

    /**
     * @param compression makes a frame of a piece
     */
    TarSplitWriter(UnaryOperator<byte[]> compression) {
        this.compression = compression;
    }

    void segment(byte[] bytes) {
        if (bytes.length > 0) {
            JsonWriter line = new JsonWriter().object().name("type").value(SEGMENT);
            end(line.name("payload").value(Base64.getEncoder().encodeToString(bytes)));
        }
    }

    /**
     * An entry whose content stands here.
     *
     * @return false if there was one of the same path, which the format does not allow
     */
    boolean file(String name, long size, Crc64 checksum) {
        JsonWriter line =
                new JsonWriter().object().name("type").value(FILE).name("name").value(name);
        if (size > 0) {
            line.name("size").value(size);
            line.name("payload").value(Base64.getEncoder().encodeToString(checksum.bytes()));
        } else {
            line.name("payload").json("null");
        }
        end(line);
        return names.add(clean(name));
    }

    private void end(JsonWriter line) {
        line.name("position").value(count++).end();
        lines.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        if (lines.size() >= PIECE) {
            flush();
        }
    }

    private void flush() {
        total += lines.size();
        compressed.writeBytes(compression.apply(lines.toByteArray()));
        lines.reset();
    }

    /** As Go's {@code filepath.Clean} would have it, as far as two names could be one. */
    private static String clean(String name) {
        StringBuilder path = new StringBuilder();
        for (String part : name.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                path.append('/').append(part);
            }
        }
        return path.toString();
    }

    /** All of it, compressed. */
    byte[] finish() {
        flush();
        return compressed.toByteArray();
    }

    /** The size of all of it, uncompressed. */
    long size() {
        return total;
    }
}
