package dev.pinisi.image.internal.chunked;

import dev.pinisi.image.internal.archive.TarHeader;
import dev.pinisi.image.internal.chunked.EntryHeader.IndescribableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the headers of entries and keeps their bytes. */
final class HeaderReader {
    private static final int MOST_EXTENDED = 1 << 20;
    private static final byte[] NONE = {};

    private final InputStream tar;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

    HeaderReader(InputStream tar) {
        this.tar = tar;
    }

    /** All bytes that were read since the entry before, its padding among them; also if {@link #next} failed. */
    byte[] raw() {
        return raw.toByteArray();
    }

    /**
     * The next entry; empty at the archive's end, behind its two blocks of zeros or where they should be.
     *
     * @param padding of the entry before
     * @throws IOException if it is malformed, or a table of contents cannot describe it
     * @throws UncheckedIOException if it cannot be read
     */
    Optional<EntryHeader> next(int padding) throws IOException {
        raw.reset();
        take(padding);
        Map<String, byte[]> pax = Map.of();
        byte[] longName = NONE;
        byte[] longLink = NONE;
        while (true) {
            byte[] block = take(TarHeader.BLOCK);
            if (block.length == 0) {
                return Optional.empty();
            }
            TarHeader header = new TarHeader(whole(block, TarHeader.BLOCK));
            if (header.isEnd()) {
                requireEnd();
                return Optional.empty();
            }
            header.check();
            switch (header.type()) {
                case 'x' -> pax = records(body(header));
                case 'L' -> longName = untilNul(body(header));
                case 'K' -> longLink = untilNul(body(header));
                default -> {
                    return Optional.of(EntryHeader.of(header, pax, longName, longLink));
                }
            }
        }
    }

    private void requireEnd() throws IOException {
        byte[] second = take(TarHeader.BLOCK);
        if (second.length > 0 && !new TarHeader(whole(second, TarHeader.BLOCK)).isEnd()) {
            throw new IndescribableException("entries behind a block of zeros");
        }
    }

    private byte[] body(TarHeader header) throws IOException {
        long size = header.size();
        if (size > MOST_EXTENDED) {
            throw new IndescribableException("an extended header of " + size + " bytes");
        }
        byte[] body = whole(take((int) size), (int) size);
        int padding = (int) (-size & (TarHeader.BLOCK - 1));
        whole(take(padding), padding);
        return body;
    }

    private byte[] take(int count) {
        try {
            byte[] bytes = tar.readNBytes(count);
            raw.writeBytes(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] whole(byte[] bytes, int length) throws IOException {
        if (bytes.length < length) {
            throw new IndescribableException("an archive that ends early");
        }
        return bytes;
    }

    private static byte[] untilNul(byte[] body) {
        int end = 0;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return Arrays.copyOf(body, end);
    }

    /** {@code LENGTH KEY=VALUE\n}, the length being that of the whole record. */
    private static Map<String, byte[]> records(byte[] body) throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        int at = 0;
        while (at < body.length) {
            int space = indexOf(body, ' ', at, Math.min(body.length, at + 9));
            int length = length(new String(body, at, space - at, StandardCharsets.US_ASCII));
            int end = length > body.length - at ? -1 : at + length - 1;
            if (end <= space || body[end] != '\n') {
                throw new IndescribableException("a malformed pax record");
            }
            int equals = indexOf(body, '=', space + 1, end);
            String key = new String(body, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            records.put(key, Arrays.copyOfRange(body, equals + 1, end));
            at = end + 1;
        }
        return records;
    }

    private static int length(String digits) throws IOException {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            throw new IndescribableException("a malformed pax record");
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IndescribableException("a malformed pax record");
    }
}
