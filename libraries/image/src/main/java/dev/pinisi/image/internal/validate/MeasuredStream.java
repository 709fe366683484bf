package dev.pinisi.image.internal.validate;

import dev.pinisi.image.CancelSignal;
import dev.pinisi.image.internal.stream.BlockFilter;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and hashes all that is read or skipped, and stops when that is asked. */
final class MeasuredStream extends BlockFilter {
    private static final int SKIPPED = 64 << 10;

    private final String algorithm;
    private final MessageDigest hasher;
    private final CancelSignal cancel;
    private long count;

    /**
     * Measures a stream.
     *
     * @param like a digest of the algorithm to hash with
     */
    MeasuredStream(InputStream in, Digest like, CancelSignal cancel) {
        super(in);
        this.algorithm = like.algorithm();
        this.hasher = like.hasher();
        this.cancel = cancel;
    }

    long count() {
        return count;
    }

    /** The digest of what was read; ends the hashing. */
    Digest digest() {
        return Digest.of(algorithm, hasher.digest());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        cancel.check();
        int read = super.read(into, offset, length);
        if (read > 0) {
            count += read;
            hasher.update(into, offset, read);
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] skipped = new byte[Math.clamp(wanted, 0, SKIPPED)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
