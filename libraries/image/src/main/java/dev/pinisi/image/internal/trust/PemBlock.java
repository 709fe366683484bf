package dev.pinisi.image.internal.trust;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.RawDocument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The first block of a PEM file (RFC 7468). */
record PemBlock(String label, RawDocument content) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * @param name what errors call the file
     * @throws ImageException if there is no block in it
     */
    static PemBlock read(String name, byte[] pem) {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        int body = begin < 0 ? -1 : text.indexOf(DASHES, begin + BEGIN.length());
        int end = body < 0 ? -1 : text.indexOf(END, body);
        if (end < 0) {
            throw new ImageException(Kind.INVALID, name + " is not a file of PEM");
        }
        String label = text.substring(begin + BEGIN.length(), body);
        try {
            byte[] content = Base64.getMimeDecoder().decode(text.substring(body + DASHES.length(), end));
            return new PemBlock(label, RawDocument.of(content));
        } catch (IllegalArgumentException e) {
            throw new ImageException(Kind.INVALID, name + ": its PEM block is damaged: " + e.getMessage(), e);
        }
    }

    /** The block as a file. */
    byte[] write() {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String body = lines.encodeToString(content.bytes());
        String text = BEGIN + label + DASHES + "\n" + body + "\n" + END + label + DASHES + "\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
