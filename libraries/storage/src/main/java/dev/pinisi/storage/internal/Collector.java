package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.spec.Digest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deletes layers that nobody uses. Safe beside writers that want them: a pin is set, and a container's or image's
 * reference written, under the layer's shared lock, or with the layer pinned before; a layer is deleted under its
 * exclusive lock, after a look at the pins and then at the references. In that order, for a pin is only dropped when
 * the reference is there.
 */
final class Collector {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final References references;

    Collector(Layout layout, ObjectLocks locks, Staging staging, References references) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.references = references;
    }

    static String lockName(Digest layer) {
        return "layer-" + Layout.fileName(layer);
    }

    /**
     * Deletes those of the layers that have no user.
     *
     * @param claim where they go to be removed; its own pins count
     */
    List<Digest> collect(Collection<Digest> candidates, Claim claim) {
        Map<Digest, FileLock> locked = lock(candidates);
        List<Digest> deleted = new ArrayList<>();
        try {
            if (!locked.isEmpty()) {
                Set<Digest> pinned = staging.pins();
                Set<Digest> used = references.usedLayers();
                for (Map.Entry<Digest, FileLock> entry : locked.entrySet()) {
                    Digest layer = entry.getKey();
                    if (!pinned.contains(layer) && !used.contains(layer)) {
                        claim.trash(layout.layer(layer));
                        ObjectLocks.forget(entry.getValue());
                        deleted.add(layer);
                    }
                }
            }
        } finally {
            locked.values().forEach(FileLock::close);
        }
        return deleted;
    }

    /** In order of their digests, so that two collectors cannot wait for one another. */
    private Map<Digest, FileLock> lock(Collection<Digest> layers) {
        Map<Digest, FileLock> locked = new TreeMap<>();
        for (Digest layer : new TreeSet<>(layers)) {
            if (Files.isDirectory(layout.layer(layer))) {
                Optional<FileLock> lock = locks.tryExclusive(lockName(layer), ObjectLocks.SHORT);
                if (lock.isPresent() && Files.isDirectory(layout.layer(layer))) {
                    locked.put(layer, lock.get());
                } else {
                    lock.ifPresent(ObjectLocks::forget);
                }
            }
        }
        return locked;
    }
}
