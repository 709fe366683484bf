package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.OpenFile;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An archive made while it is read. A file that shrinks meanwhile is filled up with zeros, one that grows is cut, so
 * that the archive stays well-formed.
 */
public final class TreeTarStream extends InputStream {
    private static final byte[] END = new byte[2 * TarHeader.BLOCK];
    private static final byte[] ZEROS = new byte[TarHeader.BLOCK];

    private final EntrySource source;
    private final HeaderBytes headers = new HeaderBytes();
    private final TarEntry entry = new TarEntry();
    private byte[] literal = TarEntry.NO_BYTES;
    private int literalAt;
    private @Nullable OpenFile file;
    private long position;
    private long left;
    private int padding;
    private boolean ended;

    TreeTarStream(EntrySource source) {
        this.source = source;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (length > 0) {
            if (literalAt < literal.length) {
                int count = Math.min(length, literal.length - literalAt);
                System.arraycopy(literal, literalAt, into, offset, count);
                literalAt += count;
                return count;
            }
            if (left > 0) {
                return readContent(into, offset, (int) Math.min(length, left));
            }
            if (!advance()) {
                return -1;
            }
        }
        return 0;
    }

    private int readContent(byte[] into, int offset, int wanted) {
        int count = file == null ? -1 : file.read(position, into, offset, wanted);
        if (count < 0) {
            count = Math.min(wanted, ZEROS.length);
            System.arraycopy(ZEROS, 0, into, offset, count);
        }
        position += count;
        left -= count;
        return count;
    }

    /** Goes on with the padding, the next entry or the archive's end; false after that. */
    private boolean advance() {
        closeFile();
        if (padding > 0) {
            literal = new byte[padding];
            literalAt = 0;
            padding = 0;
            return true;
        }
        if (ended) {
            return false;
        }
        entry.clear();
        if (source.next(entry)) {
            literal = headers.of(entry);
            file = source.content();
            position = 0;
            left = entry.size;
            padding = (int) (-left & (TarHeader.BLOCK - 1));
        } else {
            literal = END;
            ended = true;
        }
        literalAt = 0;
        return true;
    }

    private void closeFile() {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() {
        closeFile();
        source.close();
    }
}
