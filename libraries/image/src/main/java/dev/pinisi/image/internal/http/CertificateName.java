package dev.pinisi.image.internal.http;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds the subject in a certificate in DER (RFC 5280, section 4.1), without reading what follows it. */
final class CertificateName {
    private static final int SEQUENCE = 0x30;
    private static final int VERSION = 0xa0;
    /** Serial number, algorithm, issuer, validity. */
    private static final int BEFORE_SUBJECT = 4;

    private final byte[] der;
    private int at;

    private CertificateName(byte[] der) {
        this.der = der;
    }

    /**
     * The encoded subject.
     *
     * @param der a certificate, or its beginning
     * @return nothing if it is no certificate, or the beginning is too short
     */
    static Optional<ByteBuffer> subject(byte[] der) {
        return new CertificateName(der).subject();
    }

    private Optional<ByteBuffer> subject() {
        boolean certificate = enters();
        boolean content = certificate && enters();
        if (!content) {
            return Optional.empty();
        }
        if (at < der.length && (der[at] & 0xff) == VERSION && !skips()) {
            return Optional.empty();
        }
        for (int i = 0; i < BEFORE_SUBJECT; i++) {
            if (!skips()) {
                return Optional.empty();
            }
        }
        int start = at;
        boolean whole = at < der.length && der[at] == SEQUENCE && skips();
        return whole ? Optional.of(ByteBuffer.wrap(der, start, at - start)) : Optional.empty();
    }

    /** Goes to the first element of the sequence here. */
    private boolean enters() {
        return at < der.length && der[at] == SEQUENCE && length() >= 0;
    }

    /** Goes behind the element here; false if that is not within what is there. */
    private boolean skips() {
        int length = length();
        if (length < 0 || length > der.length - at) {
            return false;
        }
        at += length;
        return true;
    }

    /** Reads the tag, of one byte, and the length of the element here; -1 if there is none that can be. */
    private int length() {
        if (at + 2 > der.length) {
            return -1;
        }
        int first = der[at + 1] & 0xff;
        at += 2;
        if (first < 0x80) {
            return first;
        }
        int bytes = first - 0x80;
        if (bytes < 1 || bytes > 3 || at + bytes > der.length) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (der[at++] & 0xff);
        }
        return length;
    }
}
