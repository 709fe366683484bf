package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.DiskUsage;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import dev.pinisi.storage.StoreUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Walks a store once, and adds up what each of its objects takes on disk. */
final class Measurement {
    private final Layout layout;
    private final DiskUsage usage = new DiskUsage();
    private long other;

    Measurement(Layout layout) {
        this.layout = layout;
    }

    StoreUsage take() {
        try {
            Map<Digest, Long> layers = entries(layout.layers(), Layout::digest);
            Map<Digest, Long> images = entries(layout.images(), Measurement::imageId);
            Map<String, Long> containers = entries(layout.containers(), Optional::of);
            Map<String, Long> volumes = entries(layout.volumes(), Optional::of);
            measureRest();
            return new StoreUsage(layers, images, containers, volumes, other);
        } catch (LinuxException e) {
            throw Failures.linux("measure", layout.root(), e);
        }
    }

    /** What is below each name that an object has; all else in there is other. */
    private <T> Map<T, Long> entries(Path place, Function<String, Optional<T>> object) {
        Map<T, Long> entries = new LinkedHashMap<>();
        for (String name : Listing.of(place)) {
            long bytes = usage.of(place.resolve(name));
            Optional<T> key = object.apply(name);
            if (key.isPresent()) {
                entries.put(key.get(), bytes);
            } else {
                other += bytes;
            }
        }
        return entries;
    }

    private static Optional<Digest> imageId(String hex) {
        try {
            return Optional.of(new Digest(Names.algorithm(hex), hex));
        } catch (SpecException foreign) {
            return Optional.empty();
        }
    }

    private void measureRest() {
        Set<String> measured = new HashSet<>();
        for (Path place : List.of(layout.layers(), layout.images(), layout.containers(), layout.volumes())) {
            measured.add(place.getFileName().toString());
        }
        try (Directory root = Directory.open(layout.root())) {
            other += itself(root, ".");
            for (DirectoryEntry entry : root.list()) {
                String name = new String(entry.name(), StandardCharsets.UTF_8);
                other += measured.contains(name) ? itself(root, name) : usage.of(root, entry.name());
            }
        }
    }

    /** A directory without what is in it. */
    private static long itself(Directory parent, String name) {
        return parent.status(name.getBytes(StandardCharsets.UTF_8))
                .map(FileStatus::bytesOnDisk)
                .orElse(0L);
    }
}
