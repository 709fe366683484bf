package dev.pinisi.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes archives, good and bad ones, header by header. Strings are bytes, one a character. */
public final class TarBuilder {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int uid;
    private int gid;
    private long time = 1_600_000_000;

    /** Owner of the entries that follow. */
    public TarBuilder owner(int user, int group) {
        uid = user;
        gid = group;
        return this;
    }

    /** Time of the entries that follow. */
    public TarBuilder time(long seconds) {
        time = seconds;
        return this;
    }

    public TarBuilder file(String name, String content) {
        return file(name, 0644, bytes(content));
    }

    public TarBuilder file(String name, int mode, byte[] content) {
        return entry('0', name, "", mode, content.length).content(content);
    }

    public TarBuilder directory(String name, int mode) {
        return entry('5', name + "/", "", mode, 0);
    }

    public TarBuilder symlink(String name, String text) {
        return entry('2', name, text, 0777, 0);
    }

    public TarBuilder hardLink(String name, String target) {
        return entry('1', name, target, 0644, 0);
    }

    public TarBuilder fifo(String name) {
        return entry('6', name, "", 0600, 0);
    }

    public TarBuilder device(char type, String name, int major, int minor) {
        byte[] header = header(type, name, "", 0640, 0);
        octal(header, 329, 8, major);
        octal(header, 337, 8, minor);
        return seal(header);
    }

    /** Extended headers for the next entry: key, value, key, value … */
    public TarBuilder pax(String... records) {
        return extended('x', records);
    }

    /** Extended headers for all entries that follow. */
    public TarBuilder paxGlobal(String... records) {
        return extended('g', records);
    }

    private TarBuilder extended(char type, String... records) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < records.length; i += 2) {
            String rest = " " + records[i] + "=" + records[i + 1] + "\n";
            int length = rest.length() + 1;
            while (Integer.toString(length).length() + rest.length() != length) {
                length++;
            }
            body.append(length).append(rest);
        }
        return rawExtended(type, body.toString());
    }

    /** An extended header with any body at all. */
    public TarBuilder rawExtended(char type, String body) {
        return entry(type, "PaxHeaders/x", "", 0644, body.length()).content(bytes(body));
    }

    public TarBuilder gnuLongName(String name) {
        return entry('L', "././@LongLink", "", 0, name.length() + 1).content(bytes(name + "\0"));
    }

    public TarBuilder gnuLongLink(String link) {
        return entry('K', "././@LongLink", "", 0, link.length() + 1).content(bytes(link + "\0"));
    }

    /** Any header, with a right checksum and no content. */
    public TarBuilder entry(char type, String name, String link, int mode, long size) {
        return seal(header(type, name, link, mode, size));
    }

    private TarBuilder seal(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, 148, 7, sum);
        out.writeBytes(header);
        return this;
    }

    private byte[] header(char type, String name, String link, int mode, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name, 100);
        octal(header, 100, 8, mode);
        octal(header, 108, 8, uid);
        octal(header, 116, 8, gid);
        octal(header, 124, 12, size);
        octal(header, 136, 12, time);
        header[156] = (byte) type;
        put(header, 157, link, 100);
        put(header, 257, "ustar\0" + "00", 8);
        return header;
    }

    /** Content and its padding. */
    public TarBuilder content(byte[] content) {
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    /** Bytes as they are. */
    public TarBuilder raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** The archive, ended as it should be. */
    public byte[] build() {
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    /** The archive as it is. */
    public byte[] cut() {
        return out.toByteArray();
    }

    public InputStream stream() {
        return new ByteArrayInputStream(build());
    }

    private static void put(byte[] header, int offset, String text, int most) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, header, offset, Math.min(bytes.length, most));
    }

    private static void octal(byte[] header, int offset, int length, long value) {
        String digits = Long.toOctalString(value);
        put(header, offset, "0".repeat(Math.max(0, length - 1 - digits.length())) + digits, length - 1);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
