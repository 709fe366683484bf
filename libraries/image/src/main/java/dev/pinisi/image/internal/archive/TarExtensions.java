package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the extended headers before an entry say of it: GNU's long names, pax records. */
public final class TarExtensions {
    /** The longest body that is read; names and links have 4 KB, extended attributes some more. */
    public static final int MOST_BYTES = 1 << 20;

    private String name = "";
    private String link = "";
    private long size = -1;
    private long seconds = Long.MIN_VALUE;
    private boolean sparse;

    /** Nothing said yet. */
    public TarExtensions() {}

    /** Whether a header of this type is one of these; its body goes to {@link #add}. */
    public static boolean is(char type) {
        return type == 'L' || type == 'K' || type == 'x' || type == 'g';
    }

    /** Takes what one header says. */
    public void add(char type, byte[] body) throws IOException {
        try {
            switch (type) {
                case 'L' -> name = text(body);
                case 'K' -> link = text(body);
                case 'x' -> pax(body);
                default -> {
                    // a global header: nothing in images depends on one
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException("a malformed number in an extended header", e);
        }
    }

    /** Forgets all of it, for the next entry. */
    public void clear() {
        name = "";
        link = "";
        size = -1;
        seconds = Long.MIN_VALUE;
        sparse = false;
    }

    public String nameOr(String inHeader) {
        return name.isEmpty() ? inHeader : name;
    }

    public String linkOr(String inHeader) {
        return link.isEmpty() ? inHeader : link;
    }

    public long sizeOr(long inHeader) {
        return size >= 0 ? size : inHeader;
    }

    /** The time of modification, in seconds since 1970. */
    public long modifiedOr(long inHeader) {
        return seconds != Long.MIN_VALUE ? seconds : inHeader;
    }

    /** Whether the content is GNU's sparse format, a map of holes before it or in the header. */
    public boolean isSparse() {
        return sparse;
    }

    private void pax(byte[] records) throws IOException {
        int at = 0;
        while (at < records.length) {
            int space = indexOf(records, ' ', at);
            int length = space - at > 8 ? 0 : Integer.parseInt(ascii(records, at, space));
            if (length <= space - at + 1 || length > records.length - at) {
                throw new IOException("a malformed pax record");
            }
            record(new String(records, space + 1, at + length - space - 2, StandardCharsets.UTF_8));
            at += length;
        }
    }

    private void record(String record) {
        int equals = record.indexOf('=');
        String value = record.substring(equals + 1);
        switch (equals < 0 ? "" : record.substring(0, equals)) {
            case "path", "GNU.sparse.name" -> name = value;
            case "linkpath" -> link = value;
            case "size" -> size = Long.parseUnsignedLong(value);
            case "mtime" -> seconds = (long) Math.floor(Double.parseDouble(value));
            case "GNU.sparse.major", "GNU.sparse.map", "GNU.sparse.size" -> sparse = true;
            default -> {
                // owners' names and attributes matter to nobody here
            }
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from) throws IOException {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IOException("a malformed pax record");
    }

    private static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
