package dev.pinisi.storage.internal;

import dev.pinisi.spec.Digest;
import dev.pinisi.storage.Finding;
import dev.pinisi.storage.Finding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes from a store what nobody misses, and what is of no use any more. */
final class Repairer {
    private static final String IMAGES = "images/";

    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final Collector collector;
    private final Checker checker;
    private final Images images;

    Repairer(Layout layout, ObjectLocks locks, Staging staging, Collector collector, Checker checker, Images images) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.collector = collector;
        this.checker = checker;
        this.images = images;
    }

    List<Finding> repair(List<Finding> found) {
        List<Finding> removed = new ArrayList<>();
        try (Claim claim = staging.begin()) {
            for (Path dead : staging.dead()) {
                add(removed, Kind.LEFTOVER, dead, "left by a writer that died");
            }
            staging.sweep(claim);
            claim.unpin();
            removeImages(found, claim, removed);
            removeNames(claim, removed);
            for (Digest layer : collector.collect(checker.orphans(), claim)) {
                add(removed, Kind.ORPHAN, layout.layer(layer), "nothing used it");
            }
            locks.tidy(lock -> Files.isDirectory(layout.ofLock(lock)));
        }
        return removed;
    }

    private void removeImages(List<Finding> found, Claim claim, List<Finding> removed) {
        for (Finding finding : found) {
            if (!finding.object().startsWith(IMAGES)) {
                continue;
            }
            Optional<Digest> image = Images.ofDirectory(finding.object().substring(IMAGES.length()));
            if (image.isPresent() && images.discard(image.get(), claim)) {
                add(removed, finding.kind(), layout.image(image.get()), finding.problem());
            }
        }
    }

    private void removeNames(Claim claim, List<Finding> removed) {
        for (Map.Entry<String, Digest> name : checker.dangling().entrySet()) {
            if (images.names().remove(name.getKey(), name.getValue(), claim)) {
                removed.add(new Finding(Kind.MISSING, "names/" + Names.escape(name.getKey()), "its image was gone"));
            }
        }
    }

    private void add(List<Finding> findings, Kind kind, Path object, String problem) {
        findings.add(new Finding(kind, layout.root().relativize(object).toString(), problem));
    }
}
