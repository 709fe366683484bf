package dev.pinisi.storage.internal.tar;

import java.util.ArrayList;
import java.util.List;

/** One entry. Reused by its reader for the next: whoever wants to keep a part copies it. */
final class TarEntry {
    static final byte[] NO_BYTES = {};

    byte[] name = NO_BYTES;
    byte[] link = NO_BYTES;
    char type;
    int mode;
    int uid;
    int gid;
    int major;
    int minor;
    long seconds;
    int nanoseconds;
    /** Bytes of content in the archive. */
    long stored;
    /** Bytes of the file; differs from {@link #stored} if there are holes. */
    long size;
    /** Where the stored bytes belong: offset, length, offset, length …; empty if the file has no holes. */
    long[] segments = {};

    final List<Xattr> xattrs = new ArrayList<>();

    /** An extended attribute. */
    @SuppressWarnings("ArrayRecordComponent") // keys and values are bytes; never compared
    record Xattr(byte[] key, byte[] value) {}

    boolean isSparse() {
        return segments.length > 0 || size != stored;
    }

    /** Forgets everything. */
    void clear() {
        reset();
        type = TarType.FILE;
        mode = 0;
        uid = 0;
        gid = 0;
        major = 0;
        minor = 0;
        seconds = 0;
        stored = 0;
        size = 0;
    }

    /** Forgets what not every header says. */
    void reset() {
        name = NO_BYTES;
        link = NO_BYTES;
        nanoseconds = 0;
        segments = new long[0];
        xattrs.clear();
    }

    /** A copy of what is not content. */
    TarEntry attributes() {
        TarEntry kept = new TarEntry();
        kept.name = name;
        kept.mode = mode;
        kept.uid = uid;
        kept.gid = gid;
        kept.seconds = seconds;
        kept.nanoseconds = nanoseconds;
        kept.xattrs.addAll(xattrs);
        return kept;
    }
}
