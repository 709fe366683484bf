package dev.pinisi.image.internal.partial;

import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** What an archive has besides contents, in tar-split's form: a line of JSON for each piece, in their order. */
final class TarSplit implements Closeable {
    private static final int FILE = 1;
    private static final int SEGMENT = 2;
    /** A header with its extended headers, or a MiB of padding, in base64. */
    private static final int LONGEST_LINE = 4 << 20;

    /**
     * A piece: bytes that stand there, or the place of a file's content.
     *
     * @param path the file's name in the archive; empty for bytes
     * @param size of the content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(byte[] path, long size, byte[] bytes) {
        /** The file's name. */
        String file() {
            return new String(path, StandardCharsets.UTF_8);
        }
    }

    private final InputStream in;
    private byte[] line = new byte[4096];

    private TarSplit(InputStream in) {
        this.in = in;
    }

    static TarSplit of(byte[] compressed) throws IOException {
        return of(new ByteArrayInputStream(compressed));
    }

    /**
     * Reads pieces.
     *
     * @param compressed closed with the pieces, and if this fails
     */
    static TarSplit of(InputStream compressed) throws IOException {
        try {
            return new TarSplit(new BufferedInputStream(Decompression.open(compressed), 64 << 10));
        } catch (IOException | RuntimeException e) {
            compressed.close();
            throw e;
        }
    }

    /** The next piece; empty at the end. */
    Optional<Piece> next() throws IOException {
        int length = 0;
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            if (length == line.length) {
                if (length >= LONGEST_LINE) {
                    throw new IOException("the archive's headers have a line of more than " + LONGEST_LINE + " bytes");
                }
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) octet;
            octet = in.read();
        }
        return length == 0 ? Optional.empty() : Optional.of(piece(Arrays.copyOf(line, length)));
    }

    private static Piece piece(byte[] json) throws IOException {
        JsonCursor entry = JsonCursor.of(Json.parse(json, new JsonLimits(LONGEST_LINE, 4)));
        int type = entry.field("type").intOr(0);
        if (type == SEGMENT) {
            return new Piece(new byte[0], 0, base64(entry.field("payload").stringOr("")));
        }
        String name = entry.field("name").stringOr("");
        // names that are no UTF-8 stand there by themselves
        byte[] path =
                name.isEmpty() ? base64(entry.field("name_raw").stringOr("")) : name.getBytes(StandardCharsets.UTF_8);
        long size = entry.field("size").longOr(0);
        if (type != FILE || path.length == 0 || size < 0) {
            throw new IOException("the archive's headers have a piece of type " + type + ", \"" + name + "\"");
        }
        return new Piece(path, size, new byte[0]);
    }

    private static byte[] base64(String text) throws IOException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("the archive's headers have a piece that is no base64", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
