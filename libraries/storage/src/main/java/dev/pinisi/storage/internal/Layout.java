package dev.pinisi.storage.internal;

import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where things are; see the package {@code dev.pinisi.storage}.
 *
 * @param additional the stores whose images and layers are seen here, too, and only read
 */
record Layout(Path root, Path runRoot, List<Layout> additional) {
    Layout {
        additional = List.copyOf(additional);
    }

    /** A store that sees itself alone. */
    Layout(Path root, Path runRoot) {
        this(root, runRoot, List.of());
    }

    /** Where a layer is: here, else in the first additional store that has it, else where it would be here. */
    Path layerPlace(Digest diffId) {
        return seen(layer(diffId));
    }

    /** Where an image is; in the same order. */
    Path imagePlace(Digest id) {
        return seen(image(id));
    }

    private Path seen(Path own) {
        if (additional.isEmpty() || Files.isDirectory(own)) {
            return own;
        }
        Path name = root.relativize(own);
        for (Layout other : additional) {
            Path there = other.root.resolve(name);
            if (Files.isDirectory(there)) {
                return there;
            }
        }
        return own;
    }

    /** Whether a place is in this very store, which may be written. */
    boolean owns(Path place) {
        return additional.isEmpty() || place.startsWith(root);
    }

    Path version() {
        return root.resolve("version");
    }

    Path layers() {
        return root.resolve("layers");
    }

    Path layer(Digest diffId) {
        return layers().resolve(fileName(diffId));
    }

    Path tree(Digest diffId) {
        return layerPlace(diffId).resolve("tree");
    }

    Path images() {
        return root.resolve("images");
    }

    Path image(Digest id) {
        return images().resolve(id.hex());
    }

    Path names() {
        return root.resolve("names");
    }

    Path containers() {
        return root.resolve("containers");
    }

    Path container(String id) {
        return containers().resolve(id).resolve("rootfs");
    }

    /** The engine's, in the store's directory. */
    Path volumes() {
        return root.resolve("volumes");
    }

    Path staging() {
        return root.resolve("staging");
    }

    Path locks() {
        return root.resolve("locks");
    }

    /** The place of the object that a lock is of. */
    Path ofLock(String lock) {
        int dash = lock.indexOf('-');
        String object = lock.substring(dash + 1);
        return switch (lock.substring(0, Math.max(dash, 0))) {
            case "layer" -> layers().resolve(object);
            case "image" -> images().resolve(object);
            default -> container(object);
        };
    }

    Path mountPoint(String containerId) {
        return runRoot.resolve("rootfs").resolve(containerId);
    }

    static String fileName(Digest digest) {
        return digest.algorithm() + "-" + digest.hex();
    }

    /** The digest that {@link #fileName} made a name of; nothing if it did not. */
    static Optional<Digest> digest(String fileName) {
        int dash = fileName.indexOf('-');
        try {
            return Optional.of(new Digest(fileName.substring(0, Math.max(dash, 0)), fileName.substring(dash + 1)));
        } catch (SpecException foreign) {
            return Optional.empty();
        }
    }
}
