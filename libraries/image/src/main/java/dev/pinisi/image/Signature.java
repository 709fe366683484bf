package dev.pinisi.image;

import dev.pinisi.spec.RawDocument;
import java.util.Map;

/**
 * A signature of one manifest, as it lies beside it.
 *
 * @param mediaType of the payload; empty for simple signing, whose blobs have none
 * @param payload for simple signing the signed message itself (OpenPGP), for sigstore what was signed
 * @param annotations for sigstore the signature ({@code dev.cosignproject.cosign/signature}) and what proves it;
 *     empty for simple signing
 */
public record Signature(Kind kind, String mediaType, RawDocument payload, Map<String, String> annotations) {

    /** How it was made. */
    public enum Kind {
        /** OpenPGP, containers/image's "simple signing". */
        SIMPLE,
        /** Sigstore, as cosign stores it. */
        SIGSTORE
    }

    public Signature {
        annotations = Map.copyOf(annotations);
    }

    /** A simple signature of these bytes. */
    public static Signature simple(RawDocument message) {
        return new Signature(Kind.SIMPLE, "", message, Map.of());
    }
}
