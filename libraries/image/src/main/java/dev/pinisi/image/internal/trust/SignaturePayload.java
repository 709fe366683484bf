package dev.pinisi.image.internal.trust;

import dev.pinisi.image.Signature.Kind;
import dev.pinisi.image.SignatureException;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonLimits;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is signed (container-signature(5), "JSON data format"; sigstore's differs in the type). Read as strictly as the
 * text demands: nothing twice, nothing unknown outside {@code optional}.
 */
record SignaturePayload(Digest manifest, String reference) {
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 32);
    /** Who made it; the number is to change with whatever changes in what is written. */
    private static final String CREATOR = "pinisi signatures 1";

    private static String type(Kind kind) {
        return kind == Kind.SIMPLE ? "atomic container signature" : "cosign container image signature";
    }

    /**
     * Reads a payload, whose signature must have been verified.
     *
     * @throws SignatureException if it is not of the kind, or could be understood in two ways
     */
    static SignaturePayload read(Kind kind, byte[] json) {
        try {
            JsonCursor top = JsonCursor.of(Json.parseUnambiguous(json, LIMITS));
            exactly(top, List.of("critical", "optional"));
            checkOptional(kind, top.field("optional"));
            JsonCursor critical = top.field("critical");
            exactly(critical, List.of("type", "image", "identity"));
            if (!critical.field("type").string().equals(type(kind))) {
                throw critical.field("type").fail("\"" + type(kind) + "\" expected");
            }
            exactly(critical.field("image"), List.of("docker-manifest-digest"));
            exactly(critical.field("identity"), List.of("docker-reference"));
            Digest manifest = Digest.parse(
                    critical.field("image").field("docker-manifest-digest").string());
            return new SignaturePayload(
                    manifest,
                    critical.field("identity").field("docker-reference").string());
        } catch (JsonException | SpecException e) {
            throw new SignatureException("it signs what is no statement on an image: " + e.getMessage(), e);
        }
    }

    /** The payload's bytes, made now. */
    byte[] write(Kind kind, Instant now) {
        JsonWriter out = new JsonWriter().object();
        out.name("critical").object();
        out.name("identity").object().name("docker-reference").value(reference).end();
        out.name("image").object();
        out.name("docker-manifest-digest").value(manifest.toString()).end();
        out.name("type").value(type(kind)).end();
        out.name("optional").object();
        out.name("creator").value(CREATOR);
        out.name("timestamp").value(now.getEpochSecond()).end();
        return out.end().bytes();
    }

    private static void exactly(JsonCursor object, List<String> names) {
        Map<String, JsonCursor> members = object.fields();
        for (String name : names) {
            if (!members.containsKey(name)) {
                throw object.field(name).fail("missing");
            }
        }
        for (Map.Entry<String, JsonCursor> member : members.entrySet()) {
            if (!names.contains(member.getKey())) {
                throw member.getValue().fail("not known");
            }
        }
    }

    private static void checkOptional(Kind kind, JsonCursor optional) {
        if (!optional.isPresent() && kind == Kind.SIGSTORE) {
            // what cosign writes where nothing was annotated
            return;
        }
        if (!optional.isPresent()) {
            throw optional.fail("an object expected");
        }
        Map<String, JsonCursor> members = optional.fields();
        if (members.containsKey("creator")) {
            optional.field("creator").string();
        }
        if (members.containsKey("timestamp")) {
            optional.field("timestamp").longValue();
        }
    }
}
