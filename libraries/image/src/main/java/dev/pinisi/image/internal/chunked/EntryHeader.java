package dev.pinisi.image.internal.chunked;

import dev.pinisi.image.internal.archive.TarHeader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a tar archive says of an entry, in the words of a table of contents, which must agree with what Go's
 * archive/tar reads from the same headers: readers compare the two.
 *
 * @param name as it is there, with a directory's slash
 */
@SuppressWarnings("ArrayRecordComponent") // values of attributes are bytes; never compared
record EntryHeader(
        String name,
        String type,
        String link,
        long mode,
        long size,
        long uid,
        long gid,
        Optional<Instant> modified,
        Optional<Instant> accessed,
        Optional<Instant> changed,
        long deviceMajor,
        long deviceMinor,
        Map<String, byte[]> xattrs) {
    private static final String XATTR = "SCHILY.xattr.";
    private static final String SPARSE = "GNU.sparse.";
    private static final BigDecimal NANOSECONDS = BigDecimal.valueOf(1_000_000_000);
    private static final long LAST_SECOND = 253_402_300_799L;

    /** A header of an archive that no table can describe; the text says why. */
    static final class IndescribableException extends IOException {
        private static final long serialVersionUID = 1L;

        IndescribableException(String problem) {
            super(problem);
        }
    }

    /**
     * Puts together what the headers say.
     *
     * @param pax the records of the extended header before it
     * @param longName GNU's, empty if there is none
     * @param longLink GNU's, empty if there is none
     */
    static EntryHeader of(TarHeader header, Map<String, byte[]> pax, byte[] longName, byte[] longLink)
            throws IOException {
        String name = longName.length > 0 ? text(longName) : text(pax, "path", header.name());
        String link = longLink.length > 0 ? text(longLink) : text(pax, "linkpath", header.link());
        String type = type(header.type(), name);
        long size = number(pax, "size", header.size());
        boolean sparse = pax.keySet().stream().anyMatch(key -> key.startsWith(SPARSE));
        if (sparse || header.isStar() || (size > 0 && !type.equals("reg"))) {
            throw new IndescribableException(name + ": a sparse file, or an entry with a size that does not count");
        }
        Map<String, byte[]> xattrs = new LinkedHashMap<>();
        pax.forEach((key, value) -> {
            if (key.startsWith(XATTR)) {
                xattrs.put(key.substring(XATTR.length()), value);
            }
        });
        return new EntryHeader(
                name,
                type,
                link,
                header.rawMode(),
                size,
                number(pax, "uid", header.uid()),
                number(pax, "gid", header.gid()),
                time(pax, "mtime", OptionalLong.of(header.modified())),
                time(pax, "atime", header.accessed()),
                time(pax, "ctime", header.changed()),
                header.deviceMajor(),
                header.deviceMinor(),
                xattrs);
    }

    private static String type(char flag, String name) throws IOException {
        return switch (flag) {
            case '0' -> "reg";
            case '\0' -> name.endsWith("/") ? "dir" : "reg";
            case '1' -> "hardlink";
            case '2' -> "symlink";
            case '3' -> "char";
            case '4' -> "block";
            case '5' -> "dir";
            case '6' -> "fifo";
            default -> throw new IndescribableException(name + ": an entry of the type '" + flag + "'");
        };
    }

    private static String text(Map<String, byte[]> pax, String key, String inHeader) throws IOException {
        byte[] value = pax.getOrDefault(key, new byte[0]);
        String text = value.length == 0 ? inHeader : text(value);
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IndescribableException("a name that is not in UTF-8");
        }
        return text;
    }

    /** Strictly: the table is JSON, which has no other bytes. */
    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IndescribableException("a name that is not in UTF-8");
        }
    }

    private static long number(Map<String, byte[]> pax, String key, long inHeader) throws IOException {
        byte[] value = pax.getOrDefault(key, new byte[0]);
        try {
            return value.length == 0 ? inHeader : Long.parseLong(text(value));
        } catch (NumberFormatException e) {
            throw new IndescribableException("a malformed number in an extended header");
        }
    }

    private static Optional<Instant> time(Map<String, byte[]> pax, String key, OptionalLong inHeader)
            throws IOException {
        byte[] value = pax.getOrDefault(key, new byte[0]);
        if (value.length == 0 && inHeader.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal seconds =
                    value.length == 0 ? BigDecimal.valueOf(inHeader.getAsLong()) : new BigDecimal(text(value));
            if (seconds.abs().compareTo(BigDecimal.valueOf(LAST_SECOND)) > 0) {
                throw new IndescribableException("a time beyond the year 9999");
            }
            BigInteger[] parts =
                    seconds.multiply(NANOSECONDS).toBigInteger().divideAndRemainder(NANOSECONDS.toBigInteger());
            return Optional.of(Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()));
        } catch (NumberFormatException e) {
            throw new IndescribableException("a malformed time in an extended header");
        }
    }
}
