package dev.pinisi.storage.internal.tar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries: ustar, pax with global headers, GNU long names, GNU sparse files (old, 0.0, 0.1, 1.0), numbers in base
 * 256. Everything but the content of files is recorded on the way.
 */
final class TarReader {
    private final TarInput input;
    private final TarLimits limits;
    private final byte[] header = new byte[TarHeader.BLOCK];
    private final TarEntry entry = new TarEntry();
    private final PaxRecords global = new PaxRecords();
    private final PaxRecords local = new PaxRecords();
    private byte @Nullable [] longName;
    private byte @Nullable [] longLink;
    private long extended;
    private long entries;
    private long unread;
    private int padding;

    TarReader(TarInput input, TarLimits limits) {
        this.input = input;
        this.limits = limits;
    }

    /** The next entry, or null after the last; the same object each time. */
    @Nullable
    TarEntry next() {
        input.literal(unread);
        input.literal(padding);
        unread = 0;
        padding = 0;
        local.clear();
        longName = null;
        longLink = null;
        extended = 0;
        while (input.tryLiteralBlock(header)) {
            if (TarHeader.isZero(header)) {
                input.literalToEnd();
                return null;
            }
            TarHeader.verifyChecksum(header);
            if (!readExtension()) {
                return readEntry();
            }
        }
        return null;
    }

    /** How many bytes of the entry's content were not taken yet. */
    long unread() {
        return unread;
    }

    /** Some of the content, at {@link TarInput#position} of {@link TarInput#buffer}; 0 when all is taken. */
    int content() {
        if (unread == 0) {
            return 0;
        }
        int count = input.available(unread);
        TarInput.requireMore(count);
        return count;
    }

    /** Says that so much of the content was taken. */
    void taken(int count) {
        input.consume(count);
        unread -= count;
    }

    /** The headers that only say something about the next, or nothing that matters. */
    private boolean readExtension() {
        switch (TarHeader.type(header)) {
            case TarType.PAX, TarType.PAX_SOLARIS -> local.parse(body());
            case TarType.PAX_GLOBAL -> global.parse(body());
            case TarType.GNU_LONG_NAME -> longName = untilNul(body());
            case TarType.GNU_LONG_LINK -> longLink = untilNul(body());
            case TarType.GNU_VOLUME -> input.literal(padded(TarHeader.size(header)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private byte[] body() {
        long size = TarHeader.size(header);
        extended += size;
        if (extended > limits.headerBytes()) {
            throw new TarException("extended headers of more than " + limits.headerBytes() + " bytes for one entry");
        }
        byte[] body = new byte[(int) padded(size)];
        input.literalBlock(body);
        return Arrays.copyOf(body, (int) size);
    }

    private TarEntry readEntry() {
        if (++entries > limits.entries()) {
            throw new TarException("more than " + limits.entries() + " entries");
        }
        entry.reset();
        TarHeader.read(header, entry);
        entry.name = longName == null ? entry.name : longName;
        entry.link = longLink == null ? entry.link : longLink;
        if (!global.isEmpty()) {
            global.apply(entry);
        }
        if (!local.isEmpty()) {
            local.apply(entry);
        }
        readType();
        requireLimits();
        return entry;
    }

    private void readType() {
        boolean oldSparse = entry.type == TarType.GNU_SPARSE;
        boolean directoryByName = entry.name.length > 0 && entry.name[entry.name.length - 1] == '/';
        entry.type = switch (entry.type) {
            case TarType.OLD_FILE, TarType.FILE -> directoryByName ? TarType.DIRECTORY : TarType.FILE;
            case TarType.CONTIGUOUS, TarType.GNU_SPARSE -> TarType.FILE;
            default -> entry.type;
        };
        if (TarType.isHeaderOnly(entry.type)) {
            entry.stored = 0;
            entry.size = 0;
            return;
        }
        long inArchive = entry.stored;
        if (oldSparse) {
            SparseMaps.readOld(header, input, entry);
        } else if (entry.type == TarType.FILE && local.isSparse()) {
            readPaxSparse();
        }
        if (entry.isSparse()) {
            SparseMaps.verify(entry);
        }
        if (entry.type == TarType.GNU_DUMP_DIRECTORY) {
            entry.type = TarType.DIRECTORY;
        }
        unread = entry.stored;
        padding = (int) (padded(inArchive) - inArchive);
    }

    private void readPaxSparse() {
        if (local.hasMapInContent()) {
            SparseMaps.readFromContent(input, entry);
        } else {
            entry.segments = local.sparseMap();
        }
        entry.size = local.realSize(entry.stored);
        if (entry.stored < 0) {
            throw new TarException(entry.name, "its map of holes is longer than its content");
        }
    }

    private void requireLimits() {
        if (entry.name.length > limits.nameBytes() || entry.link.length > limits.nameBytes()) {
            throw new TarException(entry.name, "its name or link is longer than " + limits.nameBytes() + " bytes");
        }
        if (entry.size > limits.bytes() || entry.stored > limits.bytes()) {
            throw new TarException(
                    entry.name, "it has " + entry.size + " bytes; the limit is " + limits.bytes() + " bytes");
        }
    }

    private static byte[] untilNul(byte[] body) {
        return TarHeader.text(body, 0, body.length);
    }

    private static long padded(long size) {
        return (size + TarHeader.BLOCK - 1) & -TarHeader.BLOCK;
    }
}
