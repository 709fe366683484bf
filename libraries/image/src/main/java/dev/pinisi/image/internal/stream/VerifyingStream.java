package dev.pinisi.image.internal.stream;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Passes a blob's bytes on and fails at the end, or as soon as it is too long, if they are not what was asked for. */
public final class VerifyingStream extends BlockFilter {
    private final Digest expected;
    private final long size;
    private final MessageDigest hasher;
    private long count;
    private boolean ended;

    public VerifyingStream(InputStream source, Descriptor expected) {
        this(source, expected.digest(), expected.size());
    }

    /** Of a tar archive, which a configuration names by its digest alone. */
    public static VerifyingStream ofUnknownSize(InputStream source, Digest expected) {
        return new VerifyingStream(source, expected, -1);
    }

    private VerifyingStream(InputStream source, Digest expected, long size) {
        super(source);
        this.expected = expected;
        this.size = size;
        hasher = expected.hasher();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            count += read;
            hasher.update(target, offset, read);
            if (size >= 0 && count > size) {
                throw wrong("it is longer than the " + size + " bytes that its manifest says");
            }
        } else if (read < 0 && !ended) {
            ended = true;
            verify();
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return super.readNBytes((int) Math.min(n, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() {
        if (size >= 0 && count != size) {
            throw wrong("it has " + count + " bytes; its manifest says " + size);
        }
        Digest actual = Digest.of(expected.algorithm(), hasher.digest());
        if (!actual.equals(expected)) {
            throw wrong("its content has the digest " + actual);
        }
    }

    private ImageException wrong(String problem) {
        return new ImageException(
                Kind.CORRUPT, "blob " + expected + " is corrupt: " + problem + "; nothing of it was kept");
    }
}
