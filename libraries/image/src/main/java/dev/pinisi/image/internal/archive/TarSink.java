package dev.pinisi.image.internal.archive;

import dev.pinisi.image.internal.stream.ReadAhead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a tar archive (POSIX ustar; GNU's binary sizes from 8 GiB on). The same files make the same archive. */
public final class TarSink implements FileSink {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final long LARGEST_OCTAL = 1L << 33;

    private final OutputStream out;
    private final byte[] piece = new byte[ReadAhead.PIECE];

    /**
     * @param out not closed by this
     */
    public TarSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public void put(String name, long size, InputStream content) throws IOException {
        out.write(header(name, size));
        long written = 0;
        int count = content.readNBytes(piece, 0, piece.length);
        while (count > 0) {
            written += count;
            if (written > size) {
                break;
            }
            out.write(piece, 0, count);
            count = content.readNBytes(piece, 0, piece.length);
        }
        if (written != size) {
            throw new IOException(name + " has not the " + size + " bytes that were announced");
        }
        out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }

    @Override
    public void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    @Override
    public void close() {
        // the stream is its owner's
    }

    private static byte[] header(String name, long size) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of " + encoded.length + " bytes: " + name);
        }
        byte[] block = new byte[BLOCK];
        System.arraycopy(encoded, 0, block, 0, encoded.length);
        octal(block, 100, 8, 0644);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        size(block, size);
        octal(block, 136, 12, 0);
        block[156] = '0';
        text(block, 257, "ustar");
        text(block, 263, "00");
        checksum(block);
        return block;
    }

    private static void size(byte[] block, long size) {
        if (size < LARGEST_OCTAL) {
            octal(block, 124, 12, size);
            return;
        }
        block[124] = (byte) 0x80;
        for (int i = 0; i < 8; i++) {
            block[135 - i] = (byte) (size >> (8 * i));
        }
    }

    private static void checksum(byte[] block) {
        text(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
    }

    private static void octal(byte[] block, int offset, int length, long value) {
        long rest = value;
        for (int i = offset + length - 2; i >= offset; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>= 3;
        }
        block[offset + length - 1] = 0;
    }

    private static void text(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
