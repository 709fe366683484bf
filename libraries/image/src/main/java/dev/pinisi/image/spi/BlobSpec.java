package dev.pinisi.image.spi;

import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a blob before its last byte has come.
 *
 * @param mediaType as a manifest would name it
 * @param digest unknown while it is being compressed
 * @param size in bytes; unknown while it is being compressed
 * @param diffId of a layer: the digest of its uncompressed tar archive, where the image's configuration says
 */
public record BlobSpec(
        Role role, String mediaType, Optional<Digest> digest, OptionalLong size, Optional<Digest> diffId) {

    /** What a manifest uses it for. */
    public enum Role {
        CONFIG,
        LAYER
    }

    /** A configuration, as its manifest describes it. */
    public static BlobSpec config(Descriptor blob) {
        return known(Role.CONFIG, blob, Optional.empty());
    }

    /** A layer, as its manifest describes it. */
    public static BlobSpec layer(Descriptor blob, Optional<Digest> diffId) {
        return known(Role.LAYER, blob, diffId);
    }

    /** A layer of which neither digest nor size is known yet. */
    public static BlobSpec unknownLayer(String mediaType, Optional<Digest> diffId) {
        return new BlobSpec(Role.LAYER, mediaType, Optional.empty(), OptionalLong.empty(), diffId);
    }

    private static BlobSpec known(Role role, Descriptor blob, Optional<Digest> diffId) {
        return new BlobSpec(role, blob.mediaType(), Optional.of(blob.digest()), OptionalLong.of(blob.size()), diffId);
    }
}
