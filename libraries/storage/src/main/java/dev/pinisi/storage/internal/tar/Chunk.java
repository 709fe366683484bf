package dev.pinisi.storage.internal.tar;

/** A part of a stream. */
final class Chunk {
    static final int SIZE = 256 << 10;

    final byte[] bytes = new byte[SIZE];
    int length;
}
