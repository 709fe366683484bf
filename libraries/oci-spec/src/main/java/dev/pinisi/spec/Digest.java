package dev.pinisi.spec;

import dev.pinisi.linux.NativeSha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The digest of some bytes (image-spec, descriptor.md, "Digests"): a registered algorithm and lower-case hexadecimal
 * of exactly its length. Nothing else can be made, so a digest is safe as a file name.
 *
 * @param algorithm {@code sha256}, {@code sha384} or {@code sha512}
 * @param hex the encoded hash
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
    private static final String DIGITS = "0123456789abcdef";

    public Digest {
        int length = hexLength(algorithm);
        if (length == 0) {
            throw invalid(algorithm + ":" + hex, "the algorithm is none of sha256, sha384, sha512");
        }
        if (hex.length() != length) {
            throw invalid(algorithm + ":" + hex, length + " hexadecimal digits expected, not " + hex.length());
        }
        for (int i = 0; i < length; i++) {
            if (DIGITS.indexOf(hex.charAt(i)) < 0) {
                throw invalid(algorithm + ":" + hex, "only 0-9 and a-f may follow the colon");
            }
        }
    }

    /**
     * Reads {@code algorithm:hex}.
     *
     * @throws SpecException if the text is not such a digest
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw invalid(text, "ALGORITHM:HEX expected");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The SHA-256 digest of these bytes. */
    public static Digest sha256(byte[] bytes) {
        return compute("sha256", bytes);
    }

    /**
     * The digest of these bytes by an algorithm.
     *
     * @throws SpecException if no digests are made with it
     */
    public static Digest compute(String algorithm, byte[] bytes) {
        return of(algorithm, hasher(algorithm).digest(bytes));
    }

    /**
     * The digest with this hash.
     *
     * @param hash the raw hash, as {@link MessageDigest#digest()} gives it
     */
    public static Digest of(String algorithm, byte[] hash) {
        StringBuilder hex = new StringBuilder(hash.length * 2);
        for (byte b : hash) {
            hex.append(DIGITS.charAt((b >> 4) & 15)).append(DIGITS.charAt(b & 15));
        }
        return new Digest(algorithm, hex.toString());
    }

    /** A new hasher of this digest's algorithm. */
    public MessageDigest hasher() {
        return hasher(algorithm);
    }

    /** Whether these bytes have this digest. */
    public boolean matches(byte[] bytes) {
        return equals(of(algorithm, hasher().digest(bytes)));
    }

    /** The first twelve digits, as tools show them. */
    public String shortHex() {
        return hex.substring(0, 12);
    }

    // written out: what the compiler makes of a record costs a cold JVM several milliseconds
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && hex.equals(digest.hex) && algorithm.equals(digest.algorithm);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(Digest other) {
        int order = algorithm.compareTo(other.algorithm);
        return order != 0 ? order : hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }

    private static int hexLength(String algorithm) {
        return switch (algorithm) {
            case "sha256" -> 64;
            case "sha384" -> 96;
            case "sha512" -> 128;
            default -> 0;
        };
    }

    /** A new hasher of that algorithm, for bytes whose digest is not known yet. */
    public static MessageDigest hasher(String algorithm) {
        if (algorithm.equals("sha256") && NativeSha256.isAvailable()) {
            return new NativeSha256();
        }
        String name = switch (algorithm) {
            case "sha256" -> "SHA-256";
            case "sha384" -> "SHA-384";
            default -> "SHA-512";
        };
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java run-time lacks " + name, e);
        }
    }

    private static SpecException invalid(String text, String problem) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new SpecException("digest \"" + shown + "\"", problem);
    }
}
