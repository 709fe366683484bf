package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSize;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An ordinary folder instead of a mount; remembers what was asked. */
final class RecordingRootfs implements ContainerRootfs {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Path directory;

    RecordingRootfs(Path directory) {
        this.directory = directory;
    }

    @Override
    public void create(String id, String imageId, boolean durable, long size) {
        calls.add("create");
    }

    @Override
    public boolean exists(String id) {
        return !calls.contains("delete");
    }

    @Override
    public Path mount(String id) {
        calls.add("mount");
        try {
            return Files.createDirectories(directory.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RootFilesystem of(String id) {
        throw new UnsupportedOperationException("there is no store");
    }

    @Override
    public Store store() {
        throw new UnsupportedOperationException("there is no store");
    }

    @Override
    public void unmount(String id) {
        calls.add("unmount");
    }

    @Override
    public void delete(String id) {
        calls.add("delete");
    }

    @Override
    public ContainerSize size(String id) {
        return new ContainerSize(0, 0);
    }

    @Override
    public Map<String, String> describe(String id) {
        return Map.of();
    }
}
