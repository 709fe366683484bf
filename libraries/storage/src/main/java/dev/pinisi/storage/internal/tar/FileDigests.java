package dev.pinisi.storage.internal.tar;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Which content is where in a layer: of each regular file that is not empty the SHA-256, the size, and the path below the
 * layer's tree. Kept as a file: 8 bytes of magic, the CRC-32 of what follows; 32 bytes, 8 bytes, 2 bytes and the path
 * for each file.
 */
public final class FileDigests {
    private static final long MAGIC = 0x50494e2d46445331L; // PIN-FDS1
    private static final int HEAD = 12;
    private static final int HASH = 32;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Told of each file. */
    public interface Visitor {
        /**
         * A file.
         *
         * @param hash the bytes of the SHA-256; the buffer is the visitor's
         */
        void file(ByteBuffer hash, long size, byte[] path);
    }

    /** Adds a file. */
    public void add(byte[] hash, long size, byte[] path) {
        try {
            out.write(hash, 0, HASH);
            out.writeLong(size);
            out.writeShort(path.length);
            out.write(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether no file was added. */
    public boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** The content of the file that keeps them. */
    public byte[] file() {
        byte[] files = bytes.toByteArray();
        CRC32 sum = new CRC32();
        sum.update(files);
        return ByteBuffer.allocate(HEAD + files.length)
                .putLong(MAGIC)
                .putInt((int) sum.getValue())
                .put(files)
                .array();
    }

    /** Tells of all files; false if the file that keeps them is damaged, of another version, or cut off. */
    public static boolean read(byte[] file, Visitor visitor) {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < HEAD || in.getLong() != MAGIC) {
            return false;
        }
        CRC32 sum = new CRC32();
        sum.update(file, HEAD, file.length - HEAD);
        if (in.getInt() != (int) sum.getValue()) {
            return false;
        }
        try {
            while (in.hasRemaining()) {
                byte[] hash = new byte[HASH];
                in.get(hash);
                long size = in.getLong();
                byte[] path = new byte[in.getShort() & 0xffff];
                in.get(path);
                visitor.file(ByteBuffer.wrap(hash), size, path);
            }
            return true;
        } catch (BufferUnderflowException e) {
            return false;
        }
    }
}
