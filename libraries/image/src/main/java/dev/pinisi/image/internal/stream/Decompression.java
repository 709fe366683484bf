package dev.pinisi.image.internal.stream;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Finds out by its first bytes how a stream is compressed. Media types are not asked: some builders' lie. */
public enum Decompression {
    NONE,
    GZIP,
    ZSTD;

    private static final int LONGEST_MAGIC = 6;

    /**
     * The uncompressed stream.
     *
     * @param source closed with the stream that is returned
     * @throws ImageException if it is compressed in a way that is not read here
     */
    public static InputStream open(InputStream source) throws IOException {
        return open(source, 0);
    }

    /**
     * The uncompressed stream, by what is fastest for so much.
     *
     * @param source closed with the stream that is returned
     * @param size the source's, in bytes; a hint
     * @throws ImageException if it is compressed in a way that is not read here
     */
    public static InputStream open(InputStream source, long size) throws IOException {
        PushbackInputStream in = new PushbackInputStream(source, LONGEST_MAGIC);
        byte[] magic = in.readNBytes(LONGEST_MAGIC);
        in.unread(magic);
        return switch (of(magic)) {
            case NONE -> in;
            case GZIP -> new GzipStream(in, DeflateDecoder.forSize(size));
            case ZSTD -> new ZstdStream(in);
        };
    }

    /**
     * The compression of what begins with these bytes.
     *
     * @throws ImageException if it is one that is not read here
     */
    public static Decompression of(byte[] magic) {
        if (begins(magic, 0x1f, 0x8b)) {
            return GZIP;
        }
        boolean skippable = magic.length >= 4 && (magic[0] & 0xf0) == 0x50 && begins(magic, magic[0], 0x2a, 0x4d, 0x18);
        if (begins(magic, 0x28, 0xb5, 0x2f, 0xfd) || skippable) {
            return ZSTD;
        }
        if (begins(magic, 0xfd, '7', 'z', 'X', 'Z')) {
            throw unsupported("xz");
        }
        if (begins(magic, 'B', 'Z', 'h')) {
            throw unsupported("bzip2");
        }
        return NONE;
    }

    private static boolean begins(byte[] bytes, int... magic) {
        boolean same = bytes.length >= magic.length;
        for (int i = 0; i < magic.length && same; i++) {
            same = (byte) magic[i] == bytes[i];
        }
        return same;
    }

    private static ImageException unsupported(String compression) {
        return new ImageException(
                Kind.UNSUPPORTED,
                "it is compressed with " + compression
                        + ", which is not supported; decompress it, or use gzip or zstd");
    }
}
