package dev.pinisi.storage.internal.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the header of an entry: ustar, with a pax header before it for what does not fit (POSIX.1, "pax Interchange
 * Format").
 */
final class HeaderBytes {
    private static final int NAME = 100;
    private static final byte[] PAX_NAME = "PaxHeaders/entry".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream records = new ByteArrayOutputStream();

    /** The blocks that stand before the entry's content. */
    byte[] of(TarEntry entry) {
        records.reset();
        addRecords(entry);
        byte[] header = ustar(entry);
        if (records.size() == 0) {
            return header;
        }
        byte[] body = records.toByteArray();
        byte[] whole = Arrays.copyOf(paxHeader(entry, body.length), 2 * TarHeader.BLOCK + padded(body.length));
        System.arraycopy(body, 0, whole, TarHeader.BLOCK, body.length);
        System.arraycopy(header, 0, whole, whole.length - TarHeader.BLOCK, TarHeader.BLOCK);
        return whole;
    }

    private void addRecords(TarEntry entry) {
        if (entry.name.length > NAME) {
            record("path", entry.name);
        }
        if (entry.link.length > NAME) {
            record("linkpath", entry.link);
        }
        if (!fits(entry.size, 12)) {
            record("size", Long.toString(entry.size));
        }
        if (!fits(unsigned(entry.uid), 8)) {
            record("uid", Long.toString(unsigned(entry.uid)));
        }
        if (!fits(unsigned(entry.gid), 8)) {
            record("gid", Long.toString(unsigned(entry.gid)));
        }
        if (entry.nanoseconds != 0 || !fits(entry.seconds, 12)) {
            record("mtime", time(entry.seconds, entry.nanoseconds));
        }
        for (TarEntry.Xattr xattr : entry.xattrs) {
            record("SCHILY.xattr." + new String(xattr.key(), StandardCharsets.ISO_8859_1), xattr.value());
        }
    }

    private static String time(long seconds, int nanoseconds) {
        if (nanoseconds == 0) {
            return Long.toString(seconds);
        }
        // before 1970 the fraction counts backwards: -1.25 is second -2 and 750,000,000 ns
        long whole = seconds < 0 ? -(seconds + 1) : seconds;
        int fraction = seconds < 0 ? 1_000_000_000 - nanoseconds : nanoseconds;
        String digits = Integer.toString(1_000_000_000 + fraction).substring(1);
        return (seconds < 0 ? "-" : "") + whole + "." + digits;
    }

    private void record(String key, String value) {
        record(key, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code LENGTH KEY=VALUE\n}; the length counts its own digits. */
    private void record(String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.ISO_8859_1);
        int rest = name.length + value.length + 3;
        int length = rest + digits(rest);
        length = rest + digits(length);
        records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        records.write(' ');
        records.writeBytes(name);
        records.write('=');
        records.writeBytes(value);
        records.write('\n');
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    private static byte[] paxHeader(TarEntry entry, int size) {
        TarEntry pax = new TarEntry();
        pax.name = PAX_NAME;
        pax.type = TarType.PAX;
        pax.mode = 0644;
        pax.seconds = entry.seconds;
        pax.size = size;
        return ustar(pax);
    }

    /** What does not fit its field is 0 or cut there: the pax header says it. */
    private static byte[] ustar(TarEntry entry) {
        byte[] header = new byte[TarHeader.BLOCK];
        text(header, 0, NAME, entry.name);
        octal(header, 100, 8, entry.mode);
        octal(header, 108, 8, unsigned(entry.uid));
        octal(header, 116, 8, unsigned(entry.gid));
        octal(header, 124, 12, entry.size);
        octal(header, 136, 12, entry.seconds);
        header[156] = (byte) entry.type;
        text(header, 157, NAME, entry.link);
        text(header, 257, 8, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
        octal(header, 329, 8, entry.major);
        octal(header, 337, 8, entry.minor);
        checksum(header);
        return header;
    }

    private static void checksum(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, 148, 7, sum);
    }

    private static void text(byte[] header, int offset, int length, byte[] value) {
        System.arraycopy(value, 0, header, offset, Math.min(length, value.length));
    }

    /** Digits up to the field's last byte, which stays NUL. */
    private static void octal(byte[] header, int offset, int length, long value) {
        long left = fits(value, length) ? value : 0;
        for (int i = offset + length - 2; i >= offset; i--) {
            header[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
    }

    private static boolean fits(long value, int length) {
        return value >= 0 && value >>> (3 * (length - 1)) == 0;
    }

    private static long unsigned(int id) {
        return Integer.toUnsignedLong(id);
    }

    static int padded(long size) {
        return (int) ((size + TarHeader.BLOCK - 1) & -TarHeader.BLOCK);
    }
}
