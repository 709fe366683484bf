package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A document's bytes exactly as received: digests are of these, never of JSON written anew. Immutable. */
public final class RawDocument {
    private final byte[] bytes;

    private RawDocument(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The document with these bytes. */
    public static RawDocument of(byte[] bytes) {
        return new RawDocument(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes. */
    public int size() {
        return bytes.length;
    }

    /** The SHA-256 digest of the bytes, computed anew by each call. */
    public Digest digest() {
        return Digest.sha256(bytes);
    }

    /**
     * The digest of the bytes by another algorithm.
     *
     * @throws SpecException if no digests are made with it
     */
    public Digest digest(String algorithm) {
        return Digest.compute(algorithm, bytes);
    }

    /** Whether the bytes have that digest. */
    public boolean hasDigest(Digest digest) {
        return digest.matches(bytes);
    }

    /** The document as JSON. */
    public JsonCursor json() {
        return JsonCursor.parse(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawDocument that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes read as UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
