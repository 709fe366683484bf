package dev.pinisi.image.internal.trust;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** NaCl's secretbox: XSalsa20 and Poly1305. The stream's first 32 bytes are the authenticator's key. */
final class SecretBox {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 24;
    private static final int TAG_BYTES = 16;

    private SecretBox() {}

    /** Encrypts; the tag stands before the text. */
    static byte[] seal(byte[] text, byte[] nonce, byte[] key) {
        XSalsa20Engine stream = stream(nonce, key);
        Poly1305 tag = authenticator(stream);
        byte[] box = new byte[TAG_BYTES + text.length];
        stream.processBytes(text, 0, text.length, box, TAG_BYTES);
        tag.update(box, TAG_BYTES, text.length);
        tag.doFinal(box, 0);
        return box;
    }

    /** Decrypts; empty if the key is another one or the box was changed. */
    static Optional<byte[]> open(byte[] box, byte[] nonce, byte[] key) {
        if (box.length < TAG_BYTES) {
            return Optional.empty();
        }
        XSalsa20Engine stream = stream(nonce, key);
        Poly1305 tag = authenticator(stream);
        tag.update(box, TAG_BYTES, box.length - TAG_BYTES);
        byte[] computed = new byte[TAG_BYTES];
        tag.doFinal(computed, 0);
        if (!MessageDigest.isEqual(computed, Arrays.copyOf(box, TAG_BYTES))) {
            return Optional.empty();
        }
        byte[] text = new byte[box.length - TAG_BYTES];
        stream.processBytes(box, TAG_BYTES, text.length, text, 0);
        return Optional.of(text);
    }

    private static XSalsa20Engine stream(byte[] nonce, byte[] key) {
        XSalsa20Engine stream = new XSalsa20Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return stream;
    }

    private static Poly1305 authenticator(XSalsa20Engine stream) {
        byte[] first = new byte[KEY_BYTES];
        stream.processBytes(new byte[KEY_BYTES], 0, KEY_BYTES, first, 0);
        Poly1305 tag = new Poly1305();
        tag.init(new KeyParameter(first));
        return tag;
    }
}
