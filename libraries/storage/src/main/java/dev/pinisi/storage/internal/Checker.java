package dev.pinisi.storage.internal;

import dev.pinisi.spec.Digest;
import dev.pinisi.storage.Finding;
import dev.pinisi.storage.Finding.Kind;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StoredImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what should not be in a store. Others may work in it meanwhile: what they are about to finish or remove is left out. */
final class Checker {
    private final Layout layout;
    private final Staging staging;
    private final References references;
    private final Layers layers;
    private final Images images;

    Checker(Layout layout, Staging staging, References references, Layers layers, Images images) {
        this.layout = layout;
        this.staging = staging;
        this.references = references;
        this.layers = layers;
        this.images = images;
    }

    List<Finding> check(boolean contents) {
        List<Finding> findings = new ArrayList<>();
        for (Path dead : staging.dead()) {
            add(findings, Kind.LEFTOVER, dead, "left by a writer that died; the next one removes it");
        }
        for (Digest layer : orphans()) {
            add(findings, Kind.ORPHAN, layout.layer(layer), "neither an image nor a container uses this layer");
        }
        for (Map.Entry<String, Digest> name : dangling().entrySet()) {
            findings.add(new Finding(Kind.MISSING, "names/" + Names.escape(name.getKey()), "its image is gone"));
        }
        Map<Digest, String> damaged = contents ? damagedLayers(findings) : Map.of();
        for (String hex : Listing.of(layout.images())) {
            checkImage(hex, damaged, findings);
        }
        for (String id : Listing.of(layout.containers())) {
            checkContainer(id, damaged, findings);
        }
        return findings;
    }

    /** Pins first: a writer drops them only when there is a reference. */
    List<Digest> orphans() {
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

    /** The names whose images are not there. */
    Map<String, Digest> dangling() {
        Map<String, Digest> dangling = images.names().all();
        dangling.values().removeIf(image -> Files.isDirectory(layout.image(image)));
        return dangling;
    }

    private Map<Digest, String> damagedLayers(List<Finding> findings) {
        Map<Digest, String> damaged = new HashMap<>();
        for (Digest layer : layers.digests()) {
            Optional<String> damage = damage(layer);
            if (damage.isPresent()) {
                damaged.put(layer, damage.get());
                add(findings, Kind.DAMAGED, layout.layer(layer), damage.get() + "; pull its images again");
            }
        }
        return damaged;
    }

    /** Looked at twice, for it may have been deleted and fetched again meanwhile. */
    private Optional<String> damage(Digest layer) {
        Optional<String> damage = Optional.empty();
        for (int look = 0; look < 2; look++) {
            try {
                damage = layers.damage(layer);
            } catch (StorageException e) {
                if (layers.contains(layer)) {
                    throw e;
                }
                damage = Optional.empty();
            }
            if (damage.isEmpty() || !layers.contains(layer)) {
                return Optional.empty();
            }
        }
        return damage;
    }

    private void checkImage(String hex, Map<Digest, String> damaged, List<Finding> findings) {
        Path directory = layout.images().resolve(hex);
        List<Finding> found = new ArrayList<>();
        Optional<ImageFile> file = ImageFile.read(directory);
        if (file.isEmpty()) {
            add(found, Kind.DAMAGED, directory, "its image.json cannot be read; pull it again");
        } else {
            checkLayers(directory, file.get().layers(), damaged, found);
            checkDocuments(file.get().id(), directory, found);
        }
        if (Files.isDirectory(directory)) {
            findings.addAll(found);
        }
    }

    private void checkDocuments(Digest id, Path directory, List<Finding> findings) {
        try {
            images.find(id).ifPresent(StoredImage::verify);
        } catch (StorageException e) {
            add(findings, Kind.DAMAGED, directory, String.valueOf(e.getMessage()));
        }
    }

    private void checkContainer(String id, Map<Digest, String> damaged, List<Finding> findings) {
        Path directory = layout.container(id);
        List<Finding> found = new ArrayList<>();
        Optional<RootFile> file = RootFile.read(directory);
        if (file.isPresent()) {
            checkLayers(directory, file.get().layers(), damaged, found);
        } else {
            add(found, Kind.DAMAGED, directory, "its rootfs.json cannot be read; remove the container");
        }
        if (Files.isDirectory(directory)) {
            findings.addAll(found);
        }
    }

    private void checkLayers(Path user, List<Digest> wanted, Map<Digest, String> damaged, List<Finding> findings) {
        for (Digest layer : wanted) {
            if (!layers.contains(layer)) {
                add(findings, Kind.MISSING, user, "its layer " + layer + " is gone; pull the image again");
            } else if (damaged.containsKey(layer)) {
                add(findings, Kind.DAMAGED, user, "its layer " + layer + " is damaged; pull the image again");
            }
        }
    }

    private void add(List<Finding> findings, Kind kind, Path object, String problem) {
        findings.add(new Finding(kind, layout.root().relativize(object).toString(), problem));
    }
}
