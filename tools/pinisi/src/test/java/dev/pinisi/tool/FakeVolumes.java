package dev.pinisi.tool;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.VolumeInfo;
import dev.pinisi.engine.Volumes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Volumes in memory. */
final class FakeVolumes implements Volumes {
    private final Map<String, VolumeInfo> volumes = new TreeMap<>();

    /** Adds one that this container uses. */
    void addUsed(String name, String container) {
        volumes.put(name, volume(name, Map.of(), List.of(container)));
    }

    private static VolumeInfo volume(String name, Map<String, String> labels, List<String> users) {
        return new VolumeInfo(name, Path.of("/volumes", name, "_data"), Instant.EPOCH, labels, users);
    }

    @Override
    public List<String> list() {
        return List.copyOf(volumes.keySet());
    }

    @Override
    public List<VolumeInfo> all() {
        return List.copyOf(volumes.values());
    }

    @Override
    public Optional<VolumeInfo> find(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public boolean create(String name, Map<String, String> labels) {
        return volumes.putIfAbsent(name, volume(name, labels, List.of())) == null;
    }

    @Override
    public long size(String name) {
        return volumes.containsKey(name) ? 30_720 : 0;
    }

    @Override
    public void remove(String name) {
        if (volumes.remove(name) == null) {
            throw new EngineException(EngineException.Kind.NO_SUCH_VOLUME, name, "there is no volume " + name);
        }
    }
}
