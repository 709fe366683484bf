package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryTree;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.internal.tar.DiffArchive;
import dev.pinisi.storage.spi.Driver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The root file system of one container. */
final class ContainerRoot implements RootFilesystem {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Layers layers;
    private final Drivers drivers;
    private final String containerId;
    private final RootFile file;

    ContainerRoot(Layout layout, ObjectLocks locks, Layers layers, Drivers drivers, String containerId, RootFile file) {
        this.layout = layout;
        this.locks = locks;
        this.layers = layers;
        this.drivers = drivers;
        this.containerId = containerId;
        this.file = file;
    }

    static String lockName(String containerId) {
        return "container-" + containerId;
    }

    @Override
    public String containerId() {
        return containerId;
    }

    @Override
    public Optional<Digest> image() {
        return file.image();
    }

    @Override
    public List<Digest> layers() {
        return file.layers();
    }

    @Override
    public Path path() {
        return layout.mountPoint(containerId);
    }

    @Override
    public Path mount() {
        Path target = path();
        try (FileLock _ = locks.exclusive(lockName(containerId))) {
            if (!isMounted()) {
                requireLayers();
                SmallFiles.makeDirectories(target);
                driver().mount(parts(), target);
            }
            return target;
        } catch (LinuxException e) {
            throw Failures.linux("mount the root file system of container " + containerId + " at", target, e);
        }
    }

    private void requireLayers() {
        for (Digest layer : file.layers()) {
            if (!layers.contains(layer)) {
                throw new StorageException(
                        Kind.DAMAGED,
                        "mount the root file system of container " + containerId + ": its layer " + layer
                                + " is gone; pull its image again");
            }
        }
        if (!Files.isDirectory(layout.container(containerId))) {
            throw new StorageException(
                    Kind.NOT_FOUND, "mount the root file system of container " + containerId + ": it was removed");
        }
    }

    @Override
    public void unmount() {
        try (FileLock _ = locks.exclusive(lockName(containerId))) {
            if (driver().unmount(path())) {
                Files.deleteIfExists(path());
            }
        } catch (IOException e) {
            throw Failures.io("remove the mount point", path(), e);
        } catch (LinuxException e) {
            throw Failures.linux("unmount", path(), e);
        }
    }

    @Override
    public boolean isMounted() {
        return Mounts.system().isMountPoint(path());
    }

    @Override
    public long changedSize() {
        Optional<Path> changes = driver().changes(parts());
        if (changes.isEmpty()) {
            return 0;
        }
        try (Directory upper = Directory.open(changes.get())) {
            return DirectoryTree.diskUsage(upper);
        } catch (LinuxException e) {
            throw Failures.linux("measure", changes.get(), e);
        }
    }

    @Override
    public List<Change> changes() {
        ChangeList list = new ChangeList();
        try {
            visitChanges(list);
        } catch (IOException e) {
            throw Failures.io("compare with its image", path(), e);
        }
        return list.sorted();
    }

    @Override
    public void visitChanges(ChangeVisitor visitor) throws IOException {
        Driver.Parts parts = parts();
        Optional<Path> changes = driver().changes(parts);
        try {
            if (changes.isPresent()) {
                Changes.visit(changes.get(), parts.layers(), visitor);
            }
        } catch (LinuxException e) {
            throw Failures.linux("compare with its image", changes.get(), e);
        }
    }

    @Override
    public InputStream openDiff() {
        return new ProducedStream("diff of " + containerId, this::writeDiff);
    }

    private void writeDiff(OutputStream out) throws IOException {
        DiffArchive archive = new DiffArchive(out);
        if (definesRoot()) {
            try (Directory upper = Directory.open(parts().upper())) {
                archive.root(upper);
            }
        }
        visitChanges(archive);
        archive.finish();
    }

    /** Whether the root directory has another owner or mode than the image's. */
    private boolean definesRoot() {
        Optional<Path> origin = layers.rootOf(file.layers());
        return origin.isEmpty() || !RootAttributes.areSame(origin.get(), parts().upper());
    }

    private Driver driver() {
        return drivers.of(Optional.of(file.driver()));
    }

    private Driver.Parts parts() {
        List<Path> trees = layers.trees(file.layers());
        if (file.image().isPresent()) {
            Path directories = layout.image(file.image().get()).resolve(ImageView.DIRECTORIES);
            if (Files.isDirectory(directories)) {
                trees.addFirst(directories);
            }
        }
        return new Driver.Parts(trees, layout.container(containerId), file.ephemeral());
    }
}
