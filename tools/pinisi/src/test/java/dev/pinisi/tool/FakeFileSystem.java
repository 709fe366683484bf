package dev.pinisi.tool;

import dev.pinisi.engine.ContainerFileSystem;
import dev.pinisi.engine.ContainerView;
import dev.pinisi.storage.RootFilesystem.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a container that has none. */
record FakeFileSystem(List<String> calls, String name) implements ContainerFileSystem {
    @Override
    public List<Change> changes() {
        return List.of(
                new Change(Change.Kind.CHANGED, "/etc"),
                new Change(Change.Kind.ADDED, "/etc/new"),
                new Change(Change.Kind.DELETED, "/old"));
    }

    @Override
    public Path mount() {
        calls.add("mount " + name);
        return Path.of("/mounted", name);
    }

    @Override
    public void unmount(boolean force) {
        calls.add("unmount " + name + " " + force);
    }

    @Override
    public Optional<Path> mountPoint() {
        return name.equals("mounted") ? Optional.of(Path.of("/mounted", name)) : Optional.empty();
    }

    @Override
    public void export(OutputStream out) {
        try {
            out.write(("files of " + name).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ContainerView open() {
        throw new UnsupportedOperationException("there are no files");
    }
}
