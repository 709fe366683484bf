package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.VolumeInfo;
import dev.pinisi.engine.Volumes;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.linux.DiskUsage;
import dev.pinisi.storage.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes: {@code ROOT/volumes/NAME/_data} each. */
final class VolumeStore implements Volumes {
    private static final String DATA = "_data";
    private static final String LABELS = "labels.json";

    private final Path directory;
    private final ContainerStore containers;
    private final LazyStore store;

    VolumeStore(Path root, ContainerStore containers, LazyStore store) {
        this.directory = root.resolve("volumes");
        this.containers = containers;
        this.store = store;
    }

    /** The folder that is mounted. */
    Path data(String name) {
        return directory.resolve(name).resolve(DATA);
    }

    @Override
    public List<String> list() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (NoSuchFileException none) {
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public List<VolumeInfo> all() {
        Map<String, List<String>> users = users();
        List<VolumeInfo> all = new ArrayList<>();
        for (String name : list()) {
            describe(name, users.getOrDefault(name, List.of())).ifPresent(all::add);
        }
        return all;
    }

    @Override
    public Optional<VolumeInfo> find(String name) {
        return Names.isValid(name) && Files.isDirectory(data(name)) ? describe(name, users(name)) : Optional.empty();
    }

    private Optional<VolumeInfo> describe(String name, List<String> users) {
        Path folder = data(name);
        if (!Names.isValid(name) || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Optional<byte[]> labels = AtomicFiles.read(labels(name));
        try {
            return Optional.of(new VolumeInfo(
                    name,
                    folder,
                    Files.readAttributes(directory.resolve(name), BasicFileAttributes.class)
                            .creationTime()
                            .toInstant(),
                    labels.isPresent() ? JsonCursor.parse(labels.get()).stringMap() : Map.of(),
                    users));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Path labels(String name) {
        return directory.resolve(name).resolve(LABELS);
    }

    @Override
    public boolean create(String name, Map<String, String> labels) {
        if (!Names.isValid(name)) {
            throw Invalid.option("volume", name, "a volume's name must match [a-zA-Z0-9][a-zA-Z0-9_.-]*");
        }
        if (Files.isDirectory(data(name))) {
            return false;
        }
        try (Workspace workspace = store.get().workspace()) {
            Path staged = stage(workspace);
            if (!labels.isEmpty()) {
                AtomicFiles.write(
                        staged.resolve(LABELS), new JsonWriter().value(labels).bytes(), false);
            }
            return publish(workspace, staged, name);
        }
    }

    private static Path stage(Workspace workspace) {
        Path staged = workspace.fresh("volume");
        AtomicFiles.makeDirectories(staged.resolve(DATA));
        return staged;
    }

    /** False if another has made it meanwhile: theirs counts. */
    private boolean publish(Workspace workspace, Path staged, String name) {
        AtomicFiles.makeDirectories(directory);
        return workspace.publish(staged, directory.resolve(name));
    }

    @Override
    public long size(String name) {
        return Names.isValid(name) ? new DiskUsage().of(directory.resolve(name)) : 0;
    }

    @Override
    public void remove(String name) {
        if (!Names.isValid(name) || !Files.isDirectory(directory.resolve(name))) {
            throw new EngineException(
                    EngineException.Kind.NO_SUCH_VOLUME, name, "there is no volume " + name + "; volume ls lists them");
        }
        List<String> users = users(name);
        if (!users.isEmpty()) {
            throw new EngineException(
                    EngineException.Kind.VOLUME_IN_USE,
                    name,
                    "volume " + name + " is used by container "
                            + users.getFirst().substring(0, 12) + ": remove that first");
        }
        discard(name);
    }

    private void discard(String name) {
        try (Workspace workspace = store.get().workspace()) {
            workspace.discard(directory.resolve(name));
        }
    }

    private List<String> users(String volume) {
        return users().getOrDefault(volume, List.of());
    }

    /** The ids of the containers that use each volume. */
    private Map<String, List<String>> users() {
        Map<String, List<String>> users = new HashMap<>();
        for (String id : containers.ids()) {
            Optional<ContainerRecord> record = containers.read(id);
            for (MountSpec mount : record.isPresent() ? record.get().spec().mounts() : List.<MountSpec>of()) {
                if (mount instanceof MountSpec.Volume used) {
                    List<String> own = users.computeIfAbsent(used.name(), _ -> new ArrayList<>());
                    if (own.isEmpty() || !own.getLast().equals(id)) {
                        own.add(id);
                    }
                }
            }
        }
        return users;
    }

    /** Removes an anonymous volume with its container; what is not there is no error. */
    void removeAnonymous(String name) {
        if (name.length() == 64 && Files.isDirectory(directory.resolve(name))) {
            discard(name);
        }
    }

    /**
     * Makes the volumes of a container that are not there yet, each filled with what the image has at its place.
     *
     * @param rootfs the mounted root file system
     * @return name to folder
     */
    Map<String, String> prepare(List<MountSpec> mounts, Path rootfs) {
        Map<String, String> folders = new LinkedHashMap<>();
        for (MountSpec mount : mounts) {
            if (mount instanceof MountSpec.Volume volume) {
                folders.put(volume.name(), prepare(volume, rootfs).toString());
            }
        }
        return folders;
    }

    private Path prepare(MountSpec.Volume volume, Path rootfs) {
        Path data = data(volume.name());
        if (Files.isDirectory(data)) {
            return data;
        }
        try (Workspace workspace = store.get().workspace()) {
            Path staged = stage(workspace);
            if (!volume.options().contains("nocopy")) {
                new VolumeCopy(rootfs).copy(volume.destination(), staged.resolve(DATA));
            }
            publish(workspace, staged, volume.name());
        }
        return data;
    }
}
