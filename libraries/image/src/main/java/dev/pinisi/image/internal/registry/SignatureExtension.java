package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.Signature;
import dev.pinisi.image.internal.archive.SignatureFile;
import dev.pinisi.image.internal.http.HttpRequest;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Simple signatures kept by the registry itself, as OpenShift's does: {@code /extensions/v2/PATH/signatures/DIGEST}
 * ("Signature access protocols" of containers/image). They can be added, and not removed.
 */
final class SignatureExtension {
    /** A registry that has this says so in its answers, with the value 1. */
    static final String HEADER = "X-Registry-Supports-Signatures";

    private static final int MOST_BYTES = 4 << 20;
    private static final int VERSION = 2;
    private static final String TYPE = "atomic";
    private static final int NAME_BYTES = 16;

    private final RegistryEndpoint endpoint;

    SignatureExtension(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The signatures of a manifest. */
    List<Signature> read(Digest manifest) throws IOException {
        String what = "signatures of " + manifest;
        RegistryCall call = RegistryCall.of(what, "GET", "", 200).at(endpoint.beside(place(manifest)));
        try (HttpResponse response = endpoint.send(call)) {
            return signatures(JsonCursor.parse(response.bytes(MOST_BYTES)));
        } catch (JsonException | IllegalArgumentException e) {
            throw new ImageException(
                    Kind.CORRUPT, what + " from registry " + endpoint.host() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Signature> signatures(JsonCursor json) {
        List<Signature> found = new ArrayList<>();
        for (JsonCursor one : json.field("signatures").elements()) {
            boolean known = one.field("schemaVersion").intOr(0) == VERSION
                    && one.field("type").stringOr("").equals(TYPE);
            if (known) {
                byte[] content = Base64.getDecoder().decode(one.field("content").string());
                found.add(Signature.simple(RawDocument.of(content)));
            }
            if (found.size() > SignatureFile.MOST) {
                throw new ImageException(Kind.CORRUPT, "more than " + SignatureFile.MOST + " signatures");
            }
        }
        return found;
    }

    /** Adds those of the signatures that are not there. */
    void add(Digest manifest, List<Signature> signatures) throws IOException {
        List<Signature> there = read(manifest);
        for (Signature signature : signatures) {
            if (!there.contains(signature)) {
                put(manifest, signature);
            }
        }
    }

    private void put(Digest manifest, Signature signature) throws IOException {
        byte[] name = new byte[NAME_BYTES];
        ThreadLocalRandom.current().nextBytes(name);
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(VERSION);
        out.name("name").value(manifest + "@" + HexFormat.of().formatHex(name));
        out.name("type").value(TYPE);
        String content = Base64.getEncoder().encodeToString(signature.payload().bytes());
        byte[] document = out.name("content").value(content).end().bytes();
        RegistryCall call = RegistryCall.of("a signature of " + manifest, "PUT", "", 201)
                .at(endpoint.beside(place(manifest)))
                .withHeaders(Map.of("Content-Type", "application/json"))
                .withBody(new HttpRequest.Bytes(document));
        Refusals.drain(endpoint.send(call));
    }

    private String place(Digest manifest) {
        return "extensions/v2/" + endpoint.path() + "/signatures/" + manifest;
    }
}
