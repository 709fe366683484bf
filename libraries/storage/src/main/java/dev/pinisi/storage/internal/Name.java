package dev.pinisi.storage.internal;

import java.util.Arrays;

/** A file's name, to be compared by its bytes. */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are our own
record Name(byte[] bytes) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
