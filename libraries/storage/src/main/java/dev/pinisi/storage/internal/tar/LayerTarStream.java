package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.OpenFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The archive that a layer was unpacked from, bit for bit, from what {@link HeadersWriter} recorded and the files. */
public final class LayerTarStream extends InputStream {
    private static final int BUFFER = 64 << 10;
    private static final int MOST_PATH = 4096;

    private final Directory layer;
    private final InputStream headers;
    private final Moves moves;
    private long literal;
    private @Nullable OpenFile file;
    private long[] segments = {};
    private int segment;
    private long position;
    private long record;
    private boolean ended;

    private LayerTarStream(Directory layer, Moves moves) {
        this.layer = layer;
        this.moves = moves;
        this.headers = openHeaders(layer);
    }

    /**
     * Opens the archive of an unpacked layer.
     *
     * @param layer its directory; stays open until the stream is closed, by the caller
     */
    public static LayerTarStream open(Directory layer) throws IOException {
        return new LayerTarStream(layer, Moves.read(layer));
    }

    static InputStream openHeaders(Directory layer) {
        return new InflaterInputStream(
                new FileStream(layer.openFile(LayerFiles.HEADERS)), new java.util.zip.Inflater(), BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (length > 0 && !ended) {
            if (literal > 0) {
                return readLiteral(into, offset, length);
            }
            if (file != null && segment < segments.length) {
                int count = readFile(file, into, offset, length);
                if (count > 0) {
                    return count;
                }
            } else {
                closeFile();
                nextRecord();
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int readLiteral(byte[] into, int offset, int length) throws IOException {
        int count = headers.read(into, offset, (int) Math.min(length, literal));
        if (count < 0) {
            throw new EOFException("the record of a layer's tar headers is truncated");
        }
        literal -= count;
        return count;
    }

    /** 0 for a segment without bytes. */
    private int readFile(OpenFile from, byte[] into, int offset, int length) throws IOException {
        long left = segments[segment + 1] - position;
        int count = left == 0 ? 0 : from.read(segments[segment] + position, into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("a file of the layer is shorter than it was when it was unpacked");
        }
        position += count;
        if (position == segments[segment + 1]) {
            segment += 2;
            position = 0;
        }
        return count;
    }

    private void nextRecord() throws IOException {
        int kind = headers.read();
        switch (kind) {
            case HeadersWriter.LITERAL -> literal = number(headers);
            case HeadersWriter.FILE -> openFile();
            case HeadersWriter.MOVED -> {
                path(headers);
                number(headers);
            }
            case HeadersWriter.END -> ended = true;
            default -> throw new EOFException("the record of a layer's tar headers is damaged");
        }
        record++;
    }

    private void openFile() throws IOException {
        byte[] path = moves.now(path(headers), record);
        long count = number(headers);
        long[] map = new long[16];
        int filled = 0;
        for (long i = 0; i < count * 2; i++) {
            map = filled == map.length ? Arrays.copyOf(map, filled * 2) : map;
            map[filled++] = number(headers);
        }
        segments = Arrays.copyOf(map, filled);
        segment = 0;
        position = 0;
        file = layer.openFileBeneath(path);
    }

    static byte[] path(InputStream headers) throws IOException {
        long length = number(headers);
        if (length > MOST_PATH) {
            throw new EOFException("the record of a layer's tar headers is damaged");
        }
        return headers.readNBytes((int) length);
    }

    static long number(InputStream headers) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = headers.read();
            if (octet < 0) {
                throw new EOFException("the record of a layer's tar headers is truncated");
            }
            value |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new EOFException("the record of a layer's tar headers is damaged");
    }

    private void closeFile() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
        headers.close();
    }
}
