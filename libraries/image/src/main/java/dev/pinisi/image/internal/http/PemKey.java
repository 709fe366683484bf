package dev.pinisi.image.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** A private key in PEM: PKCS #8, or RSA's older PKCS #1. */
final class PemKey {
    /** The version and rsaEncryption's AlgorithmIdentifier, which PKCS #8 (RFC 5208) puts before a PKCS #1 key. */
    private static final byte[] RSA_PREFIX = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTET_STRING = 0x04;

    private PemKey() {}

    static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (pem.contains("BEGIN PRIVATE KEY")) {
            return pkcs8(file, body(pem, "PRIVATE KEY"));
        }
        if (pem.contains("BEGIN RSA PRIVATE KEY")) {
            byte[] key = tagged(OCTET_STRING, body(pem, "RSA PRIVATE KEY"));
            return pkcs8(file, tagged(SEQUENCE, joined(RSA_PREFIX, key)));
        }
        throw new IOException(
                file + " holds no key in a known form; turn it into one with: openssl pkcs8 -topk8 -nocrypt");
    }

    private static PrivateKey pkcs8(Path file, byte[] der) throws IOException, GeneralSecurityException {
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(der);
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            Optional<PrivateKey> read = read(algorithm, key);
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw new IOException(file + " holds no RSA, EC or Ed25519 key");
    }

    private static Optional<PrivateKey> read(String algorithm, PKCS8EncodedKeySpec key)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(key));
        } catch (InvalidKeySpecException e) {
            // a key of another kind
            return Optional.empty();
        }
    }

    private static byte[] body(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin) + begin.length();
        int to = pem.indexOf("-----END", from);
        return Base64.getMimeDecoder().decode(pem.substring(from, to < 0 ? pem.length() : to));
    }

    private static byte[] tagged(byte tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            // two bytes of length hold every RSA key there is
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
