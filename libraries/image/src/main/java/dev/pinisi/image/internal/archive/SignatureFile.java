package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.Signature;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signature in a file, as the Go library containers/image writes it: an OpenPGP message as it is, since it begins
 * with a byte beyond ASCII; anything else after a zero byte and a line with its format's name.
 */
public final class SignatureFile {
    /** As many signatures of one manifest are read. */
    public static final int MOST = 128;

    private static final String SIMPLE = "simple-signing";
    private static final String SIGSTORE = "sigstore-json";

    private SignatureFile() {}

    /** The name in a signature storage of the n-th signature, counted from 1. */
    public static String name(int number) {
        return "signature-" + number;
    }

    /** The name in a {@code dir:} of the n-th signature, counted from 1. */
    static String name(boolean top, Digest manifest, int number) {
        return (top ? "" : manifest.hex() + ".") + name(number);
    }

    /**
     * Reads a signature.
     *
     * @throws ImageException if it is in no known format
     */
    public static Signature read(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] < 0) {
            return Signature.simple(RawDocument.of(bytes));
        }
        int line = 1;
        while (line < bytes.length && bytes[line] != '\n') {
            line++;
        }
        if (bytes.length == 0 || bytes[0] != 0 || line == bytes.length) {
            throw new ImageException(Kind.UNSUPPORTED, "a signature is in no known format");
        }
        String format = new String(bytes, 1, line - 1, StandardCharsets.US_ASCII);
        byte[] rest = Arrays.copyOfRange(bytes, line + 1, bytes.length);
        return switch (format) {
            case SIMPLE -> Signature.simple(RawDocument.of(rest));
            case SIGSTORE -> sigstore(rest);
            default -> throw new ImageException(Kind.UNSUPPORTED, "a signature has the unknown format " + format);
        };
    }

    /** The bytes that {@link #read} reads. */
    public static byte[] write(Signature signature) {
        byte[] payload = signature.payload().bytes();
        if (signature.kind() == Signature.Kind.SIMPLE) {
            boolean openPgp = payload.length > 0 && payload[0] < 0;
            return openPgp ? payload : labelled(SIMPLE, payload);
        }
        JsonWriter out = new JsonWriter().object().name("mimeType").value(signature.mediaType());
        out.name("payload").value(Base64.getEncoder().encodeToString(payload));
        return labelled(
                SIGSTORE,
                out.name("annotations").value(signature.annotations()).end().bytes());
    }

    private static Signature sigstore(byte[] json) {
        try {
            JsonCursor fields = JsonCursor.parse(json);
            byte[] payload = Base64.getDecoder().decode(fields.field("payload").string());
            return new Signature(
                    Signature.Kind.SIGSTORE,
                    fields.field("mimeType").string(),
                    RawDocument.of(payload),
                    fields.field("annotations").stringMap());
        } catch (JsonException | IllegalArgumentException e) {
            throw new ImageException(Kind.CORRUPT, "a sigstore signature cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] labelled(String format, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes((format + "\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
