package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A header block of a tar archive (POSIX ustar, with GNU's large numbers). */
public final class TarHeader {
    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int DEVICE_MAJOR = 329;
    private static final int DEVICE_MINOR = 337;
    private static final int PREFIX = 345;
    private static final int GNU_ACCESSED = 345;
    private static final int GNU_CHANGED = 357;
    private static final int STAR_TRAILER = 508;

    /** The size of a header and of what contents are padded to. */
    public static final int BLOCK = 512;

    private final byte[] block;

    public TarHeader(byte[] block) {
        this.block = block;
    }

    public boolean isEnd() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Fails unless the checksum is that of the block. */
    public void check() throws IOException {
        int sum = 0;
        for (int i = 0; i < block.length; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
        }
        if (sum != octal(CHECKSUM, 8)) {
            throw new IOException("a header's checksum does not match");
        }
    }

    public char type() {
        return (char) (block[TYPE] & 0xff);
    }

    public String name() {
        String name = text(NAME, 100);
        boolean posix = text(MAGIC, 6).equals("ustar");
        String prefix = posix ? text(PREFIX, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    public String link() {
        return text(LINK, 100);
    }

    /** In bytes; never negative. */
    public long size() throws IOException {
        long size = number(SIZE, 12);
        if (size < 0) {
            throw new IOException("a negative size");
        }
        return size;
    }

    /** Permissions with set-user-ID, set-group-ID and sticky. */
    public int mode() throws IOException {
        return (int) number(MODE, 8) & 07777;
    }

    public long uid() throws IOException {
        return number(UID, 8);
    }

    public long gid() throws IOException {
        return number(GID, 8);
    }

    /** In seconds since 1970. */
    public long modified() throws IOException {
        return number(MODIFIED, 12);
    }

    /** The mode as it stands there, with whatever else its writer put into it. */
    public long rawMode() throws IOException {
        return number(MODE, 8);
    }

    /** 0 in the oldest format, which has none. */
    public long deviceMajor() throws IOException {
        return isOldest() ? 0 : number(DEVICE_MAJOR, 8);
    }

    /** 0 in the oldest format, which has none. */
    public long deviceMinor() throws IOException {
        return isOldest() ? 0 : number(DEVICE_MINOR, 8);
    }

    /** The time of the last access, in seconds since 1970, which GNU's format may have. */
    public OptionalLong accessed() throws IOException {
        return gnuTime(GNU_ACCESSED);
    }

    /** The time of the last change of attributes, in seconds since 1970, which GNU's format may have. */
    public OptionalLong changed() throws IOException {
        return gnuTime(GNU_CHANGED);
    }

    /** Whether it is in the format of Schily's star, whose fields are elsewhere. */
    public boolean isStar() {
        return text(STAR_TRAILER, 4).equals("tar");
    }

    private OptionalLong gnuTime(int offset) throws IOException {
        boolean gnu = text(MAGIC, 8).equals("ustar  ");
        return gnu && block[offset] != 0 ? OptionalLong.of(number(offset, 12)) : OptionalLong.empty();
    }

    private boolean isOldest() {
        return !text(MAGIC, 5).equals("ustar");
    }

    /** Octal digits, or GNU's binary form for what has more of them. */
    private long number(int offset, int length) throws IOException {
        if ((block[offset] & 0x80) == 0) {
            return octal(offset, length);
        }
        long value = (block[offset] & 0x40) == 0 ? 0 : -1;
        for (int i = Math.max(offset + 1, offset + length - 8); i < offset + length; i++) {
            value = (value << 8) | (block[i] & 0xff);
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
