package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageFile;
import dev.pinisi.spec.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Passes a file's chunks on and checks in the end that they are what the table of contents says. */
final class VerifiedContent {
    private final ImageFile file;
    private final OutputStream out;
    private final Optional<Digest> expected;
    private final MessageDigest hasher;
    private long total;

    VerifiedContent(ImageFile file, OutputStream out) {
        this.file = file;
        this.out = out;
        this.expected = file.digest().map(Digest::parse);
        this.hasher = expected.orElse(Digest.sha256(new byte[0])).hasher();
    }

    /** Takes so many bytes of the stream. */
    void take(InputStream chunk, long size) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = size;
        while (left > 0) {
            int count = chunk.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("/" + file.path() + ": its chunk ends early");
            }
            hasher.update(buffer, 0, count);
            out.write(buffer, 0, count);
            left -= count;
        }
        total += size;
    }

    /** Takes so many bytes of a hole. */
    void zeros(long size) throws IOException {
        byte[] zeros = new byte[64 << 10];
        for (long left = size; left > 0; left -= zeros.length) {
            int count = (int) Math.min(zeros.length, left);
            hasher.update(zeros, 0, count);
            out.write(zeros, 0, count);
        }
        total += size;
    }

    void finish() {
        Digest actual = Digest.of(expected.map(Digest::algorithm).orElse("sha256"), hasher.digest());
        if (total != file.size() || (expected.isPresent() && !expected.get().equals(actual))) {
            throw new ImageException(
                    Kind.CORRUPT,
                    "/" + file.path() + " is corrupt: its table of contents says " + file.size() + " bytes, "
                            + file.digest().orElse("") + "; there are " + total + ", " + actual);
        }
    }
}
