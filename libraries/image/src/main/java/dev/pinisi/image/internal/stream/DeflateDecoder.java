package dev.pinisi.image.internal.stream;

import java.util.Optional;
import java.util.zip.DataFormatException;

/** Decompresses raw deflate (RFC 1951), piece by piece in bounded memory. Used by one thread at a time. */
interface DeflateDecoder extends AutoCloseable {
    /** Compressed bytes from which on the native library gains more than its first call costs. */
    long WORTH_THE_LIBRARY = 8 << 20;

    /**
     * The fastest one there is for so much.
     *
     * @param size compressed, in bytes; 0 if it is not known
     */
    static DeflateDecoder forSize(long size) {
        Optional<NativeInflate> library = size < WORTH_THE_LIBRARY ? Optional.empty() : NativeInflate.find();
        return library.isPresent() ? library.get().open() : new ZlibDecoder();
    }

    /** Begins a new stream. Input that was not used is forgotten. */
    void reset();

    /** Whether all input is used and nothing more comes of it. */
    boolean needsInput();

    /** Gives the next input, only when it is needed. The bytes must not change until more is needed. */
    void input(byte[] bytes, int offset, int length);

    /**
     * Decompresses.
     *
     * @return how many bytes were written; 0 if input is needed or the stream is at its end
     * @throws DataFormatException if this is no deflate stream
     */
    int decode(byte[] target, int offset, int length) throws DataFormatException;

    /** Whether the stream's end was reached. */
    boolean finished();

    /** How many bytes of the input follow the stream's end. */
    int remaining();

    @Override
    void close();
}
