package dev.pinisi.storage.internal.tar;

/** Is told of an archive's bytes that are not the content of files. */
interface Literals {
    /** Who reads an archive without ever giving it back needs none of them. */
    Literals FORGOTTEN = (bytes, offset, length) -> {};

    /** Bytes that stand in the archive as they are. */
    void literal(byte[] bytes, int offset, int length);
}
