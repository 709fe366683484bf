package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.stream.ReadAhead;
import dev.pinisi.image.internal.stream.Spares;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/** Writes a blob to a channel, and finds out digest and size where they are not known. */
final class BlobCopy {
    private BlobCopy() {}

    /**
     * Copies to the stream's end.
     *
     * @return what was written
     * @throws ImageException if it has another size than was said
     */
    static Descriptor copy(InputStream content, BlobSpec blob, WritableByteChannel out) throws IOException {
        MessageDigest hasher = blob.digest().isPresent() ? null : Digest.hasher("sha256");
        byte[] piece = Spares.PIECES.take().orElseGet(() -> new byte[ReadAhead.PIECE]);
        long written = 0;
        int count = content.read(piece, 0, piece.length);
        while (count >= 0) {
            if (hasher != null) {
                hasher.update(piece, 0, count);
            }
            ByteBuffer rest = ByteBuffer.wrap(piece, 0, count);
            while (rest.hasRemaining()) {
                written += out.write(rest);
            }
            refuseExcess(blob, written);
            count = content.read(piece, 0, piece.length);
        }
        Spares.PIECES.give(piece);
        if (written != blob.size().orElse(written)) {
            throw wrongSize(blob, written);
        }
        Digest digest = hasher != null
                ? Digest.of("sha256", hasher.digest())
                : blob.digest().orElseThrow();
        return new Descriptor(blob.mediaType(), digest, written);
    }

    private static void refuseExcess(BlobSpec blob, long written) {
        if (written > blob.size().orElse(Long.MAX_VALUE)) {
            throw wrongSize(blob, written);
        }
    }

    private static ImageException wrongSize(BlobSpec blob, long written) {
        return new ImageException(
                Kind.CORRUPT,
                "blob " + blob.digest().map(Digest::toString).orElse("of unknown digest") + " has not the "
                        + blob.size().orElse(0) + " bytes that were announced, but " + written);
    }
}
