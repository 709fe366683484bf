package dev.pinisi.image.internal.trust;

import dev.pinisi.image.SignatureException;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * A message with one signature in it (RFC 4880, section 11.3, "Signed Message"), compressed or not, and nothing behind
 * it. Nothing of it is verified yet.
 */
record OpenPgpMessage(RawDocument content, PGPSignature signature) {
    /** Payloads have some hundred bytes; a message may be compressed and so be a bomb. */
    private static final int MOST_BYTES = 4 << 20;

    /**
     * Takes a message apart.
     *
     * @throws SignatureException if it is anything else
     */
    static OpenPgpMessage parse(byte[] message) {
        if (message.length > MOST_BYTES) {
            throw new SignatureException("it has more than " + (MOST_BYTES >> 20) + " MiB");
        }
        try {
            PGPObjectFactory outer = new BcPGPObjectFactory(message);
            Object first = outer.nextObject();
            if (!(first instanceof PGPCompressedData compressed)) {
                return signed(first, outer);
            }
            PGPObjectFactory inner = new BcPGPObjectFactory(compressed.getDataStream(MOST_BYTES));
            OpenPgpMessage found = signed(inner.nextObject(), inner);
            end(outer);
            return found;
        } catch (IOException | PGPException | RuntimeException e) {
            // the parser is a foreign one: whatever it throws, the message is not one that counts
            throw e instanceof SignatureException known ? known : malformed(e);
        }
    }

    private static OpenPgpMessage signed(@Nullable Object first, PGPObjectFactory rest) throws IOException {
        if (first instanceof PGPOnePassSignatureList announced) {
            one(announced.size());
            RawDocument content = content(rest.nextObject());
            PGPSignature signature = signature(rest.nextObject());
            end(rest);
            return new OpenPgpMessage(content, signature);
        }
        PGPSignature signature = signature(first);
        RawDocument content = content(rest.nextObject());
        end(rest);
        return new OpenPgpMessage(content, signature);
    }

    private static PGPSignature signature(@Nullable Object packet) {
        if (!(packet instanceof PGPSignatureList list)) {
            throw new SignatureException("it is not an OpenPGP message that contains what it signs");
        }
        one(list.size());
        return list.get(0);
    }

    private static void one(int signatures) {
        if (signatures != 1) {
            throw new SignatureException("it is a message of " + signatures + " signatures; only one can be judged");
        }
    }

    private static RawDocument content(@Nullable Object packet) throws IOException {
        if (!(packet instanceof PGPLiteralData literal)) {
            throw new SignatureException("it is not an OpenPGP message that contains what it signs");
        }
        try (InputStream in = literal.getInputStream()) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new SignatureException("what it signs has more than " + (MOST_BYTES >> 20) + " MiB");
            }
            return RawDocument.of(content);
        }
    }

    private static void end(PGPObjectFactory objects) throws IOException {
        if (objects.nextObject() != null) {
            throw new SignatureException("something stands behind the signed message");
        }
    }

    private static SignatureException malformed(Exception e) {
        return new SignatureException("it is not an OpenPGP message: " + e.getMessage(), e);
    }
}
