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

    void reset() {
        name = NO_BYTES;
        link = NO_BYTES;
        nanoseconds = 0;
        segments = new long[0];
        xattrs.clear();
    }
}
