package dev.pinisi.storage.internal.peer;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.spec.Digest;
import java.util.Optional;

/**
 * A layer in another's store, where each is one of a chain.
 *
 * @param parent the ID of the one below; empty for the base
 * @param diffId nothing where the store made the layer from files, or was stopped before its end
 * @param size of the archive in bytes; 0 where the store does not know
 */
record PeerLayer(String id, String parent, Optional<Digest> diffId, long size) {

    static PeerLayer read(JsonCursor json) {
        String diffId = json.field("diff-digest").stringOr("");
        boolean whole =
                !diffId.isEmpty() && !json.field("flags").field("incomplete").boolOr(false);
        return new PeerLayer(
                PeerId.read(json.field("id")),
                PeerId.orNone(json.field("parent")),
                whole ? Optional.of(Digest.parse(diffId)) : Optional.empty(),
                Math.max(json.field("diff-size").longOr(0), 0));
    }

    /** Whether the store says which archive it came from. */
    boolean isKnown() {
        return diffId.isPresent() && size > 0;
    }
}
