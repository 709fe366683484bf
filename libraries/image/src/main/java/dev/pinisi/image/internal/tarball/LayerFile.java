package dev.pinisi.image.internal.tarball;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.stream.BlockFilter;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.ReadAhead;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * A file that is a layer.
 *
 * @param temporary whether it is deleted with the image
 */
record LayerFile(Path file, Descriptor blob, Digest diffId, Instant modified, boolean temporary) {

    /**
     * Reads the file to find out its digests.
     *
     * @throws ImageException if it cannot be read, or is compressed in an unknown way
     */
    static LayerFile of(Path file, boolean temporary) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file, in, temporary);
        } catch (IOException e) {
            throw new ImageException(Kind.NO_PLACE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static LayerFile read(Path file, InputStream in, boolean temporary) throws IOException {
        Hashing blob = new Hashing(in);
        byte[] magic = magic(file);
        Hashing tar = new Hashing(Decompression.open(blob));
        tar.drain();
        blob.drain();
        String type = switch (Decompression.of(magic)) {
            case NONE -> MediaTypes.OCI_LAYER;
            case GZIP -> MediaTypes.OCI_LAYER_GZIP;
            case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
        };
        Descriptor descriptor = new Descriptor(type, blob.digest(), Files.size(file));
        return new LayerFile(
                file, descriptor, tar.digest(), Files.getLastModifiedTime(file).toInstant(), temporary);
    }

    private static byte[] magic(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    /** Hashes what is read through it. */
    private static final class Hashing extends BlockFilter {
        private final MessageDigest hasher = Digest.sha256(new byte[0]).hasher();

        Hashing(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                hasher.update(target, offset, count);
            }
            return count;
        }

        void drain() throws IOException {
            byte[] piece = new byte[ReadAhead.PIECE];
            int count = read(piece, 0, piece.length);
            while (count >= 0) {
                count = read(piece, 0, piece.length);
            }
        }

        Digest digest() {
            return Digest.of("sha256", hasher.digest());
        }
    }
}
