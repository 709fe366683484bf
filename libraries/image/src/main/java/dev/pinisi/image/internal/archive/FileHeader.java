package dev.pinisi.image.internal.archive;

import java.nio.charset.StandardCharsets;

/** The header of a file in a tar archive (POSIX ustar; GNU's binary sizes from 8 GiB on). */
final class FileHeader {
    static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final long LARGEST_OCTAL = 1L << 33;

    private FileHeader() {}

    /** The header of a file that anybody may read, without times: the same files make the same archive. */
    static byte[] of(String name, long size) {
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

    /** The zeros that follow a file of that size. */
    static byte[] padding(long size) {
        return new byte[(int) (-size & (BLOCK - 1))];
    }

    /** What an archive ends in. */
    static byte[] end() {
        return new byte[2 * BLOCK];
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
