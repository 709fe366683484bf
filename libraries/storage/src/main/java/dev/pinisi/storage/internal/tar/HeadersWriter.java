package dev.pinisi.storage.internal.tar;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Records what of an archive is not in the unpacked files: headers, padding, content of entries that became no file.
 * Together with the files it gives the archive back, bit for bit.
 *
 * <p>Format, compressed as a zlib stream: a sequence of records, each a byte and its data; numbers are LEB128.
 *
 * <ul>
 *   <li>{@code L}: length, so many bytes that stand in the archive as they are
 *   <li>{@code F}: length and bytes of a path below the layer's tree, count of segments, offset and length of each: the
 *       content of that file, in those segments
 *   <li>{@code M}: length and bytes of a path, number: what was at the path so far, a file or a directory, was moved to
 *       {@code replaced/<number>} because a later entry of the same archive took its name
 *   <li>{@code E}: the end
 * </ul>
 */
final class HeadersWriter implements Closeable, Literals {
    static final int LITERAL = 'L';
    static final int FILE = 'F';
    static final int MOVED = 'M';
    static final int END = 'E';
    private static final int BUFFER = 64 << 10;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final OutputStream out;
    private final byte[] run = new byte[BUFFER];
    private int filled;

    HeadersWriter(OutputStream to) {
        out = new BufferedOutputStream(new DeflaterOutputStream(to, deflater, BUFFER), BUFFER);
    }

    @Override
    public void literal(byte[] bytes, int offset, int length) {
        if (filled + length > run.length) {
            flushRun();
        }
        if (length > run.length) {
            writeLiteral(bytes, offset, length);
            return;
        }
        System.arraycopy(bytes, offset, run, filled, length);
        filled += length;
    }

    /** The content of a file without holes. */
    void file(byte[] path, int pathLength, long size) {
        flushRun();
        write(FILE);
        path(path, pathLength);
        number(1);
        number(0);
        number(size);
    }

    /** The content of a file with holes: offset, length, offset, length … */
    void file(byte[] path, int pathLength, long[] segments) {
        flushRun();
        write(FILE);
        path(path, pathLength);
        number(segments.length / 2);
        for (long value : segments) {
            number(value);
        }
    }

    /** What was at the path so far is at {@code replaced/<number>} from now on. */
    void moved(byte[] path, int pathLength, long number) {
        flushRun();
        write(MOVED);
        path(path, pathLength);
        number(number);
    }

    /** Ends the records; nothing may follow. */
    void finish() {
        flushRun();
        write(END);
    }

    @Override
    public void close() {
        try (out) {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
    }

    private void flushRun() {
        if (filled > 0) {
            int length = filled;
            filled = 0;
            writeLiteral(run, 0, length);
        }
    }

    private void writeLiteral(byte[] bytes, int offset, int length) {
        write(LITERAL);
        number(length);
        write(bytes, offset, length);
    }

    private void path(byte[] path, int length) {
        number(length);
        write(path, 0, length);
    }

    private void number(long value) {
        long left = value;
        while (left >= 0x80) {
            write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        write((int) left);
    }

    private void write(int octet) {
        try {
            out.write(octet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
