package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A header block of a tar archive (POSIX ustar, with GNU's large numbers). */
final class TarHeader {
    private static final int NAME = 0;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    boolean isEnd() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Fails unless the checksum is that of the block. */
    void check() throws IOException {
        int sum = 0;
        for (int i = 0; i < block.length; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
        }
        if (sum != octal(CHECKSUM, 8)) {
            throw new IOException("a header's checksum does not match");
        }
    }

    char type() {
        return (char) (block[TYPE] & 0xff);
    }

    String name() {
        String name = text(NAME, 100);
        boolean posix = text(MAGIC, 6).equals("ustar");
        String prefix = posix ? text(PREFIX, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String link() {
        return text(LINK, 100);
    }

    /** In bytes; never negative. */
    long size() throws IOException {
        if ((block[SIZE] & 0x80) == 0) {
            return octal(SIZE, 12);
        }
        long value = 0;
        for (int i = SIZE + 4; i < SIZE + 12; i++) {
            value = (value << 8) | (block[i] & 0xff);
        }
        if (value < 0) {
            throw new IOException("a negative size");
        }
        return value;
    }

    private long octal(int offset, int length) throws IOException {
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = block[i];
            if (digit >= '0' && digit <= '7') {
                value = (value << 3) | (digit - '0');
            } else if (digit != ' ' && digit != 0) {
                throw new IOException("a malformed number in a header");
            }
        }
        return value;
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }
}
