package dev.pinisi.storage.internal;

import dev.pinisi.spec.Digest;
import dev.pinisi.storage.Finding;
import dev.pinisi.storage.Finding.Kind;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what should not be in a store, and removes what nobody misses. */
final class Checker {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final References references;
    private final Collector collector;
    private final Layers layers;
    private final Images images;

    Checker(
            Layout layout,
            ObjectLocks locks,
            Staging staging,
            References references,
            Collector collector,
            Layers layers,
            Images images) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.references = references;
        this.collector = collector;
        this.layers = layers;
        this.images = images;
    }

    List<Finding> check(boolean contents) {
        List<Finding> findings = new ArrayList<>();
        for (Path dead : staging.dead()) {
            findings.add(
                    new Finding(Kind.LEFTOVER, below(dead), "left by a writer that died; the next one removes it"));
        }
        for (Digest layer : orphans()) {
            findings.add(new Finding(
                    Kind.ORPHAN, below(layout.layer(layer)), "neither an image nor a container uses this layer"));
        }
        for (String name : dangling()) {
            findings.add(new Finding(Kind.MISSING, "names/" + Names.escape(name), "its image is gone"));
        }
        checkImages(findings);
        checkContainers(findings);
        if (contents) {
            checkContents(findings);
        }
        return findings;
    }

    List<Finding> repair() {
        List<Finding> removed = new ArrayList<>();
        for (Finding finding : check(false)) {
            if (finding.kind() == Kind.LEFTOVER || finding.kind() == Kind.ORPHAN) {
                removed.add(finding);
            }
        }
        for (String name : dangling()) {
            images.names().remove(name);
            removed.add(new Finding(Kind.MISSING, "names/" + Names.escape(name), "its image was gone"));
        }
        try (Claim claim = staging.begin()) {
            staging.sweep(claim);
            claim.unpin();
            collector.collect(orphans(), claim);
            locks.tidy(lock -> Files.isDirectory(layout.ofLock(lock)));
        }
        return removed;
    }

    /** Pins first: a writer drops them only when there is a reference. */
    private List<Digest> orphans() {
        Set<Digest> pinned = staging.pins();
        Set<Digest> used = references.usedLayers();
        List<Digest> orphans = new ArrayList<>();
        for (Digest layer : layers.digests()) {
            if (!used.contains(layer) && !pinned.contains(layer)) {
                orphans.add(layer);
            }
        }
        return orphans;
    }

    private List<String> dangling() {
        List<String> dangling = new ArrayList<>();
        for (Map.Entry<String, Digest> name : images.names().all().entrySet()) {
            if (!Files.isDirectory(layout.image(name.getValue()))) {
                dangling.add(name.getKey());
            }
        }
        return dangling;
    }

    private void checkImages(List<Finding> findings) {
        for (String hex : Listing.of(layout.images())) {
            Path directory = layout.images().resolve(hex);
            Optional<ImageFile> file = ImageFile.read(directory);
            if (file.isEmpty()) {
                findings.add(
                        new Finding(Kind.DAMAGED, below(directory), "its image.json cannot be read; pull it again"));
                continue;
            }
            checkLayers(below(directory), file.get().layers(), findings);
            images.find(file.get().id()).ifPresent(image -> checkDocuments(image, directory, findings));
        }
    }

    private void checkDocuments(StoredImage image, Path directory, List<Finding> findings) {
        try {
            image.verify();
        } catch (StorageException e) {
            findings.add(new Finding(Kind.DAMAGED, below(directory), String.valueOf(e.getMessage())));
        }
    }

    private void checkContainers(List<Finding> findings) {
        for (String id : Listing.of(layout.containers())) {
            Path directory = layout.container(id);
            RootFile.read(directory).ifPresent(root -> checkLayers(below(directory), root.layers(), findings));
        }
    }

    private void checkLayers(String user, List<Digest> wanted, List<Finding> findings) {
        for (Digest layer : wanted) {
            if (!layers.contains(layer)) {
                findings.add(new Finding(Kind.MISSING, user, "its layer " + layer + " is gone; pull the image again"));
            }
        }
    }

    private void checkContents(List<Finding> findings) {
        for (Digest layer : layers.digests()) {
            try {
                if (layers.contains(layer) && !layers.verify(layer)) {
                    findings.add(new Finding(
                            Kind.DAMAGED,
                            below(layout.layer(layer)),
                            "its files are not what they were; remove its images and pull them again"));
                }
            } catch (IOException e) {
                throw Failures.io("read", layout.layer(layer), e);
            }
        }
    }

    private String below(Path path) {
        return layout.root().relativize(path).toString();
    }
}
