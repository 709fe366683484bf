package dev.pinisi.storage.internal.tar;

import java.util.Arrays;

/** The 512 bytes of a ustar header (POSIX.1, "ustar Interchange Format") and its GNU kin. */
final class TarHeader {
    static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private TarHeader() {}

    static boolean isZero(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Sums are of unsigned bytes; some old programs summed signed ones. */
    static void verifyChecksum(byte[] header) {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : header[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long stored = TarNumbers.field(header, CHECKSUM, 8);
        if (stored != unsigned && stored != signed) {
            throw new TarException("a header's checksum is wrong; this is no tar archive, or it is damaged");
        }
    }

    static char type(byte[] header) {
        return (char) (header[TYPE] & 0xff);
    }

    static long size(byte[] header) {
        long size = TarNumbers.field(header, 124, 12);
        if (size < 0) {
            throw new TarException("a header has a negative size");
        }
        return size;
    }

    /** Reads all that has a fixed place. */
    static void read(byte[] header, TarEntry entry) {
        entry.name = name(header);
        entry.link = text(header, 157, 100);
        entry.type = type(header);
        entry.mode = (int) TarNumbers.field(header, 100, 8) & 07777;
        entry.uid = TarNumbers.narrow(TarNumbers.field(header, 108, 8), "user ID");
        entry.gid = TarNumbers.narrow(TarNumbers.field(header, 116, 8), "group ID");
        entry.stored = size(header);
        entry.size = entry.stored;
        entry.seconds = TarNumbers.field(header, 136, 12);
        boolean device = entry.type == TarType.CHARACTER_DEVICE || entry.type == TarType.BLOCK_DEVICE;
        entry.major = device ? TarNumbers.narrow(TarNumbers.field(header, 329, 8), "device") : 0;
        entry.minor = device ? TarNumbers.narrow(TarNumbers.field(header, 337, 8), "device") : 0;
    }

    private static byte[] name(byte[] header) {
        byte[] name = text(header, 0, 100);
        // GNU's magic goes on with a space, and other things are where ustar has its prefix
        boolean ustar = header[MAGIC] == 'u' && header[MAGIC + 4] == 'r' && header[MAGIC + 5] == 0;
        if (!ustar || header[PREFIX] == 0) {
            return name;
        }
        byte[] prefix = text(header, PREFIX, 155);
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    /** The bytes up to the first NUL. */
    static byte[] text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(header, offset, end);
    }
}
