package dev.pinisi.image.internal.trust;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.Signature;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonLimits;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signatures as files, {@code signature-1} and so on, in directories of {@code dir:} and in signature storages: an OpenPGP
 * message as it is; anything else behind a zero byte, the name of the format and the end of that line.
 */
public final class SignatureFile {
    /** What the peers read at most. */
    public static final int MOST_BYTES = 4 << 20;

    private static final String SIMPLE = "simple-signing";
    private static final String SIGSTORE = "sigstore-json";
    private static final int LONGEST_FORMAT = 64;
    private static final JsonLimits LIMITS = new JsonLimits(MOST_BYTES, 8);

    private SignatureFile() {}

    /** A file's name. */
    public static String name(int number) {
        return "signature-" + number;
    }

    /**
     * Reads a file.
     *
     * @param name what errors call it
     * @throws ImageException if it is of no format that is known
     */
    public static Signature read(String name, byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw corrupt(name, "it has " + bytes.length + " bytes");
        }
        if (bytes[0] != 0) {
            if (!beginsOpenPgp(bytes[0] & 0xff)) {
                throw corrupt(name, "it is neither an OpenPGP message nor marked as something else");
            }
            return Signature.simple(RawDocument.of(bytes));
        }
        int line = 1;
        while (line < Math.min(bytes.length, LONGEST_FORMAT) && bytes[line] != '\n') {
            line++;
        }
        if (line == bytes.length || bytes[line] != '\n') {
            throw corrupt(name, "the name of its format is not ended");
        }
        String format = new String(bytes, 1, line - 1, StandardCharsets.US_ASCII);
        byte[] rest = Arrays.copyOfRange(bytes, line + 1, bytes.length);
        return switch (format) {
            case SIMPLE -> Signature.simple(RawDocument.of(rest));
            case SIGSTORE -> sigstore(name, rest);
            default -> throw corrupt(name, "its format is not known here");
        };
    }

    /** The file's bytes. */
    public static byte[] write(Signature signature) {
        if (signature.kind() == Signature.Kind.SIMPLE) {
            return signature.payload().bytes();
        }
        JsonWriter json = new JsonWriter().object();
        json.name("mimeType").value(signature.mediaType());
        json.name("payload")
                .value(Base64.getEncoder().encodeToString(signature.payload().bytes()));
        json.name("annotations").value(signature.annotations());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes((SIGSTORE + "\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json.end().bytes());
        return out.toByteArray();
    }

    private static Signature sigstore(String name, byte[] json) {
        try {
            JsonCursor top = JsonCursor.of(Json.parse(json, LIMITS));
            byte[] payload = Base64.getDecoder().decode(top.field("payload").string());
            return new Signature(
                    Signature.Kind.SIGSTORE,
                    top.field("mimeType").string(),
                    RawDocument.of(payload),
                    top.field("annotations").stringMap());
        } catch (JsonException | IllegalArgumentException e) {
            throw corrupt(name, String.valueOf(e.getMessage()));
        }
    }

    /** Whether a packet begins so that can begin a signed message (RFC 4880, section 4.2): of tag 2, 4 or 8. */
    private static boolean beginsOpenPgp(int first) {
        if ((first & 0x80) == 0) {
            return false;
        }
        int tag = (first & 0x40) != 0 ? first & 0x3f : (first & 0x3c) >> 2;
        return tag == 2 || tag == 4 || tag == 8;
    }

    private static ImageException corrupt(String name, String problem) {
        return new ImageException(ImageException.Kind.CORRUPT, name + " is not a signature: " + problem);
    }
}
