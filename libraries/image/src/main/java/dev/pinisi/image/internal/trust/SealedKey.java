package dev.pinisi.image.internal.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonLimits;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.RawDocument;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A private key as cosign and skopeo keep it: PKCS #8 in a box that a passphrase opens. PEM around JSON around base64;
 * scrypt (RFC 7914) makes the box's key.
 */
final class SealedKey {
    private static final String COSIGN = "ENCRYPTED COSIGN PRIVATE KEY";
    private static final String SIGSTORE = "ENCRYPTED SIGSTORE PRIVATE KEY";
    private static final String KDF = "scrypt";
    private static final String CIPHER = "nacl/secretbox";
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8);
    private static final int SALT_BYTES = 32;
    /** What new boxes cost to try: 64 MiB and about 0.2 s. */
    private static final int COST = 1 << 16;

    private static final int BLOCK = 8;
    /** What a box may ask for when it is opened: 1 GiB of memory. */
    private static final int MOST_COST = 1 << 20;

    private SealedKey() {}

    /**
     * Opens the box.
     *
     * @param name what errors call the file
     * @return the key, PKCS #8 in DER
     * @throws ImageException if it is no such box, or the passphrase is wrong
     */
    static byte[] open(String name, byte[] pem, String passphrase) {
        PemBlock block = PemBlock.read(name, pem);
        if (!block.label().equals(COSIGN) && !block.label().equals(SIGSTORE)) {
            throw new ImageException(
                    Kind.INVALID,
                    name + " holds a \"" + block.label()
                            + "\"; a key made by generate-sigstore-key or cosign expected");
        }
        try {
            JsonCursor json = JsonCursor.of(Json.parse(block.content().bytes(), LIMITS));
            JsonCursor kdf = json.field("kdf");
            JsonCursor cipher = json.field("cipher");
            expect(kdf.field("name"), KDF);
            expect(cipher.field("name"), CIPHER);
            byte[] key = derive(kdf, passphrase);
            byte[] nonce = base64(cipher.field("nonce"));
            if (nonce.length != SecretBox.NONCE_BYTES) {
                throw cipher.field("nonce").fail(SecretBox.NONCE_BYTES + " bytes expected");
            }
            return SecretBox.open(base64(json.field("ciphertext")), nonce, key)
                    .orElseThrow(() -> new ImageException(
                            Kind.DENIED, name + " cannot be opened: wrong passphrase, or the file is damaged"));
        } catch (JsonException e) {
            throw new ImageException(Kind.INVALID, name + " is no sealed key: " + e.getMessage(), e);
        }
    }

    /** Puts a key into a new box. */
    static byte[] seal(byte[] der, String passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[SecretBox.NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte[] key = SCrypt.generate(passphrase.getBytes(UTF_8), salt, COST, BLOCK, 1, SecretBox.KEY_BYTES);
        JsonWriter out = new JsonWriter().object();
        out.name("kdf").object().name("name").value(KDF);
        out.name("params")
                .object()
                .name("N")
                .value(COST)
                .name("r")
                .value(BLOCK)
                .name("p")
                .value(1);
        out.end().name("salt").value(base64(salt)).end();
        out.name("cipher").object().name("name").value(CIPHER);
        out.name("nonce").value(base64(nonce)).end();
        out.name("ciphertext").value(base64(SecretBox.seal(der, nonce, key)));
        // the label that every version of cosign and skopeo reads
        return new PemBlock(COSIGN, RawDocument.of(out.end().bytes())).write();
    }

    private static byte[] derive(JsonCursor kdf, String passphrase) {
        JsonCursor params = kdf.field("params");
        int cost = params.field("N").intValue();
        if (cost < 2 || cost > MOST_COST || Integer.bitCount(cost) != 1) {
            throw params.field("N").fail("a power of two up to " + MOST_COST + " expected");
        }
        if (params.field("r").intValue() != BLOCK || params.field("p").intValue() != 1) {
            throw params.fail("r = " + BLOCK + " and p = 1 expected");
        }
        byte[] salt = base64(kdf.field("salt"));
        return SCrypt.generate(passphrase.getBytes(UTF_8), salt, cost, BLOCK, 1, SecretBox.KEY_BYTES);
    }

    private static void expect(JsonCursor json, String value) {
        if (!json.string().equals(value)) {
            throw json.fail("\"" + value + "\" expected");
        }
    }

    private static byte[] base64(JsonCursor json) {
        try {
            return Base64.getDecoder().decode(json.string());
        } catch (IllegalArgumentException e) {
            throw json.fail("not base64: " + e.getMessage());
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
