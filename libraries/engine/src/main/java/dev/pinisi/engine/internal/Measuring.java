package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerFilter;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.DiskUsage;
import dev.pinisi.engine.Engine;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.VolumeInfo;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoreUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which of the store's bytes are whose. */
final class Measuring {
    private static final ImageFilter WITH_CONTAINERS =
            ImageFilter.parse(List.of("containers=true", "containers=false"));

    private final Engine engine;
    private final Store store;
    private final StoreUsage usage;

    Measuring(Engine engine, Store store) {
        this.engine = engine;
        this.store = store;
        this.usage = store.usage();
    }

    DiskUsage take() {
        List<ImageInfo> images = engine.images().list(WITH_CONTAINERS);
        Map<String, List<Digest>> layers = layersOf(images);
        Map<Digest, Integer> users = users(layers);
        long imageBytes = sum(users.keySet());
        List<DiskUsage.OfImage> measured = new ArrayList<>();
        for (ImageInfo image : images) {
            imageBytes += own(image);
            measured.add(measure(image, layers.getOrDefault(image.id(), List.of()), users));
        }
        List<DiskUsage.OfContainer> containers = containers();
        List<DiskUsage.OfVolume> volumes = volumes();
        long other = usage.total() - imageBytes;
        for (DiskUsage.OfContainer container : containers) {
            other -= container.bytes();
        }
        for (DiskUsage.OfVolume volume : volumes) {
            other -= volume.bytes();
        }
        return new DiskUsage(measured, containers, volumes, imageBytes, reclaimable(images, layers), other);
    }

    /** Each layer once, also if an image has it twice. */
    private Map<String, List<Digest>> layersOf(List<ImageInfo> images) {
        Map<String, List<Digest>> layers = new HashMap<>();
        for (ImageInfo image : images) {
            List<Digest> own = store.images()
                    .find(new Digest("sha256", image.id()))
                    .map(found -> found.layers().stream().distinct().toList())
                    .orElse(List.of());
            layers.put(image.id(), own);
        }
        return layers;
    }

    private static Map<Digest, Integer> users(Map<String, List<Digest>> layers) {
        Map<Digest, Integer> users = new HashMap<>();
        for (List<Digest> ofOne : layers.values()) {
            ofOne.forEach(layer -> users.merge(layer, 1, Integer::sum));
        }
        return users;
    }

    private DiskUsage.OfImage measure(ImageInfo image, List<Digest> layers, Map<Digest, Integer> users) {
        long shared = 0;
        long unique = own(image);
        for (Digest layer : layers) {
            long bytes = usage.layers().getOrDefault(layer, 0L);
            boolean alone = users.getOrDefault(layer, 0) == 1;
            unique += alone ? bytes : 0;
            shared += alone ? 0 : bytes;
        }
        return new DiskUsage.OfImage(image, shared, unique);
    }

    /** Its documents. */
    private long own(ImageInfo image) {
        return usage.images().getOrDefault(new Digest("sha256", image.id()), 0L);
    }

    private long sum(Set<Digest> layers) {
        long sum = 0;
        for (Digest layer : layers) {
            sum += usage.layers().getOrDefault(layer, 0L);
        }
        return sum;
    }

    private long reclaimable(List<ImageInfo> images, Map<String, List<Digest>> layers) {
        Set<Digest> idle = new HashSet<>();
        Set<Digest> needed = new HashSet<>();
        long bytes = 0;
        for (ImageInfo image : images) {
            boolean used = image.containers() > 0;
            (used ? needed : idle).addAll(layers.getOrDefault(image.id(), List.of()));
            bytes += used ? 0 : own(image);
        }
        idle.removeAll(needed);
        return bytes + sum(idle);
    }

    private List<DiskUsage.OfContainer> containers() {
        List<DiskUsage.OfContainer> containers = new ArrayList<>();
        for (ContainerInfo container : engine.containers().list(ContainerFilter.ALL)) {
            int volumes = 0;
            for (String source : container.sources()) {
                volumes += usage.volumes().containsKey(source) ? 1 : 0;
            }
            long bytes = usage.containers().getOrDefault(container.id(), 0L);
            containers.add(new DiskUsage.OfContainer(container, bytes, volumes));
        }
        return containers;
    }

    private List<DiskUsage.OfVolume> volumes() {
        List<DiskUsage.OfVolume> volumes = new ArrayList<>();
        for (String name : engine.volumes().list()) {
            Optional<VolumeInfo> volume = engine.volumes().find(name);
            if (volume.isPresent()) {
                volumes.add(new DiskUsage.OfVolume(volume.get(), usage.volumes().getOrDefault(name, 0L)));
            }
        }
        return volumes;
    }
}
