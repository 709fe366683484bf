package dev.pinisi.storage.internal.peer;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/**
 * An image in another's store.
 *
 * @param layer the ID of the topmost one; empty for an image without layers
 */
record PeerImage(String id, List<String> names, String layer) {
    PeerImage {
        names = List.copyOf(names);
    }

    static PeerImage read(JsonCursor json) {
        JsonCursor names = json.field("names");
        return new PeerImage(
                PeerId.read(json.field("id")),
                names.isPresent() ? names.strings() : List.of(),
                PeerId.orNone(json.field("layer")));
    }
}
