package dev.pinisi.image.internal.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/**
 * Decompresses gzip (RFC 1952) of any number of members. java.util.zip's own stream takes a source that has nothing
 * available at a member's end for ended, and so loses what follows.
 */
final class GzipStream extends BlockInputStream {
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream source;
    private final byte[] buffer = new byte[ReadAhead.PIECE];
    private int position;
    private int limit;
    private final DeflateDecoder decoder;
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean ended;

    /**
     * @param source at the first member's first byte
     * @param decoder closed with this stream
     */
    GzipStream(InputStream source, DeflateDecoder decoder) {
        this.source = source;
        this.decoder = decoder;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                beginMember();
                continue;
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        try (source) {
            decoder.close();
        }
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            if (decoder.needsInput()) {
                if (position == limit && !refill()) {
                    throw new EOFException("the gzip stream ends early");
                }
                decoder.input(buffer, position, limit - position);
                position = limit;
            }
            int count = decoder.decode(target, offset, length);
            crc.update(target, offset, count);
            if (decoder.finished()) {
                position = limit - decoder.remaining();
                endMember();
            }
            return count;
        } catch (DataFormatException e) {
            throw new IOException("corrupt gzip data: " + e.getMessage(), e);
        }
    }

    private void beginMember() throws IOException {
        int first = next();
        if (first < 0 || first == 0) {
            // zeros pad archives that were written in blocks
            ended = first < 0 || onlyZerosFollow();
            return;
        }
        if (first != 0x1f || require() != 0x8b || require() != 8) {
            throw new IOException("corrupt gzip data: no gzip header where a member should begin");
        }
        int flags = require();
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(require() | require() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        decoder.reset();
        crc.reset();
        inMember = true;
    }

    private boolean onlyZerosFollow() throws IOException {
        int value = next();
        while (value == 0) {
            value = next();
        }
        if (value >= 0) {
            throw new IOException("corrupt gzip data: something follows its end");
        }
        return true;
    }

    private void endMember() throws IOException {
        long expected = require() | require() << 8 | require() << 16 | (long) require() << 24;
        if (expected != crc.getValue()) {
            throw new IOException("corrupt gzip data: its checksum does not match");
        }
        skip(4);
        inMember = false;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            require();
        }
    }

    private void skipText() throws IOException {
        int value = require();
        while (value != 0) {
            value = require();
        }
    }

    private int require() throws IOException {
        int value = next();
        if (value < 0) {
            throw new EOFException("the gzip stream ends early");
        }
        return value;
    }

    private int next() throws IOException {
        return position < limit || refill() ? buffer[position++] & 0xff : -1;
    }

    private boolean refill() throws IOException {
        position = 0;
        limit = Math.max(0, source.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
