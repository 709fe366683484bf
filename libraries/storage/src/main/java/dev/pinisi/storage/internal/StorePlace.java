package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.storage.StoreOptions;
import dev.pinisi.storage.internal.peer.PeerStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands after {@code containers-storage:}: {@code NAME}, or {@code [STORE]NAME} with the store as
 * {@code DRIVER@ROOT+RUNROOT:OPTIONS}, of which all but the root may be left out. The options are another
 * implementation's, and have no meaning here.
 *
 * @param name a reference, an ID with {@code @} before it, or both
 */
record StorePlace(StoreOptions store, String name) {
    private static final Path ROOT = Path.of("/var/lib/pinisi");
    private static final Path RUN_ROOT = Path.of("/run/pinisi");

    /**
     * Reads a place.
     *
     * @throws ImageException if a bracket or the name is missing
     */
    static StorePlace parse(String place) {
        if (!place.startsWith("[")) {
            return new StorePlace(StoreOptions.of(ROOT, RUN_ROOT), named(place, place));
        }
        int end = place.indexOf(']');
        if (end < 0) {
            throw invalid(place, "a ] expected after the store");
        }
        String store = place.substring(1, end);
        int options = store.indexOf(':');
        store = options < 0 ? store : store.substring(0, options);
        int at = store.indexOf('@');
        String driver = at < 0 ? "" : store.substring(0, at);
        String roots = store.substring(at + 1);
        int plus = roots.indexOf('+');
        String root = plus < 0 ? roots : roots.substring(0, plus);
        if (!root.startsWith("/")) {
            throw invalid(place, "the store's root must be an absolute path");
        }
        Path runRoot = plus < 0 ? RUN_ROOT : Path.of(roots.substring(plus + 1));
        StoreOptions found = new StoreOptions(
                Path.of(root),
                runRoot,
                driver.isEmpty() ? Optional.empty() : Optional.of(driver),
                StoreOptions.of(ROOT, RUN_ROOT).limits());
        return new StorePlace(found, named(place, place.substring(end + 1)));
    }

    /** What the store looks an image up by: an ID without the {@code @} that marks it. */
    String wanted() {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    /** Whether the store is one of containers/storage. The usual place is ours. */
    boolean isPeers() {
        return !store.root().equals(ROOT) && PeerStore.isAt(store.root(), store.driver());
    }

    /** That store, which the caller closes. */
    PeerStore openPeers() {
        return PeerStore.open(store.root(), store.driver());
    }

    private static String named(String place, String name) {
        if (name.isEmpty()) {
            throw invalid(place, "the name of an image expected");
        }
        return name;
    }

    private static ImageException invalid(String place, String problem) {
        return new ImageException(
                Kind.INVALID, "invalid image location \"containers-storage:" + place + "\": " + problem);
    }
}
