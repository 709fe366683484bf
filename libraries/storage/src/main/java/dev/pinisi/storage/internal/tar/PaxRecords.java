package dev.pinisi.storage.internal.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of extended headers: {@code LENGTH KEY=VALUE\n} (POSIX.1, "pax Extended Header"). */
final class PaxRecords {
    private static final String XATTR = "SCHILY.xattr.";
    private static final String ENCODED_XATTR = "LIBARCHIVE.xattr.";
    private static final int NANO_DIGITS = 9;

    private final Map<String, byte[]> records = new LinkedHashMap<>();
    private long[] sparse = new long[0];
    private int sparseCount;

    boolean isEmpty() {
        return records.isEmpty();
    }

    void clear() {
        records.clear();
        sparseCount = 0;
    }

    /** Adds the records of one extended header; later ones win, and an empty value takes back. */
    void parse(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] != 0) {
            int space = indexOf(body, ' ', at);
            long length = TarNumbers.decimal(body, at, space);
            if (length > body.length - at || length < space - at + 3L) {
                throw new TarException("a pax record's length " + length + " is wrong");
            }
            int end = at + (int) length;
            int equals = indexOf(body, '=', space + 1);
            if (equals >= end || body[end - 1] != '\n') {
                throw new TarException("a pax record is not KEY=VALUE and a line feed");
            }
            put(latin(body, space + 1, equals), Arrays.copyOfRange(body, equals + 1, end - 1));
            at = end;
        }
    }

    private void put(String key, byte[] value) {
        switch (key) {
            case "GNU.sparse.offset", "GNU.sparse.numbytes" -> appendSparse(value);
            case "GNU.sparse.numblocks" -> sparseCount = 0;
            default -> records.put(key, value);
        }
    }

    /** Sparse format 0.0: offsets and lengths as records of their own, in turn. */
    private void appendSparse(byte[] number) {
        if (sparseCount == sparse.length) {
            sparse = Arrays.copyOf(sparse, Math.max(16, sparse.length * 2));
        }
        sparse[sparseCount++] = TarNumbers.decimal(number, 0, number.length);
    }

    /** The offsets and lengths of formats 0.0 and 0.1; empty if there are none. */
    long[] sparseMap() {
        byte[] map = records.get("GNU.sparse.map");
        return map == null ? Arrays.copyOf(sparse, sparseCount) : SparseMaps.commas(map);
    }

    /** Whether the map stands before the content: format 1.0. */
    boolean hasMapInContent() {
        byte[] major = records.get("GNU.sparse.major");
        return major != null && major.length == 1 && major[0] == '1';
    }

    boolean isSparse() {
        return sparseCount > 0 || records.containsKey("GNU.sparse.map") || hasMapInContent();
    }

    /** Sets what the records say on an entry. */
    void apply(TarEntry entry) {
        for (Map.Entry<String, byte[]> record : records.entrySet()) {
            if (record.getValue().length > 0) {
                apply(record.getKey(), record.getValue(), entry);
            }
        }
        byte[] sparseName = records.get("GNU.sparse.name");
        if (sparseName != null) {
            entry.name = sparseName;
        }
    }

    private static void apply(String key, byte[] value, TarEntry entry) {
        switch (key) {
            case "path" -> entry.name = value;
            case "linkpath" -> entry.link = value;
            case "size" -> {
                entry.stored = TarNumbers.decimal(value, 0, value.length);
                entry.size = entry.stored;
            }
            case "uid" -> entry.uid = TarNumbers.narrow(TarNumbers.decimal(value, 0, value.length), "user ID");
            case "gid" -> entry.gid = TarNumbers.narrow(TarNumbers.decimal(value, 0, value.length), "group ID");
            case "mtime" -> time(value, entry);
            default -> xattr(key, value, entry);
        }
    }

    /** The file's size with its holes, or the fallback. */
    long realSize(long fallback) {
        byte[] size = records.get("GNU.sparse.realsize");
        size = size == null ? records.get("GNU.sparse.size") : size;
        return size == null ? fallback : TarNumbers.decimal(size, 0, size.length);
    }

    /** Seconds since 1970, with a sign and a fraction as may be. */
    private static void time(byte[] value, TarEntry entry) {
        int start = value[0] == '-' ? 1 : 0;
        int dot = indexOf(value, '.', start);
        long seconds = TarNumbers.decimal(value, start, dot);
        long nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = dot + 1 + i;
            int digit = at < value.length ? value[at] - '0' : 0;
            if (digit < 0 || digit > 9) {
                throw new TarException("the pax time is not a decimal number");
            }
            nanos = nanos * 10 + digit;
        }
        if (start == 1) {
            seconds = nanos > 0 ? -seconds - 1 : -seconds;
            nanos = nanos > 0 ? 1_000_000_000 - nanos : 0;
        }
        entry.seconds = seconds;
        entry.nanoseconds = (int) nanos;
    }

    private static void xattr(String key, byte[] value, TarEntry entry) {
        byte[] decoded = value;
        @Nullable String name = null;
        if (key.startsWith(XATTR)) {
            name = key.substring(XATTR.length());
        } else if (key.startsWith(ENCODED_XATTR)) {
            name = percentDecoded(key.substring(ENCODED_XATTR.length()));
            decoded = base64(value);
        }
        if (name != null) {
            entry.xattrs.add(new TarEntry.Xattr(name.getBytes(StandardCharsets.ISO_8859_1), decoded));
        }
    }

    private static byte[] base64(byte[] value) {
        try {
            return Base64.getMimeDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new TarException("an extended attribute is not base64");
        }
    }

    private static String percentDecoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            out.append(low < 0 ? text.charAt(i) : (char) (high << 4 | low));
            i += low < 0 ? 0 : 2;
        }
        return out.toString();
    }

    private static int indexOf(byte[] bytes, char what, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != what) {
            at++;
        }
        return at;
    }

    private static String latin(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
