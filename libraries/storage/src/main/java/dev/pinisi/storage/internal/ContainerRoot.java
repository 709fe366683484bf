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
import dev.pinisi.storage.spi.Driver.Content;
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
        if (driver().content(parts()) instanceof Content.Changes changes) {
            try (Directory upper = Directory.open(changes.upper())) {
                return DirectoryTree.diskUsage(upper);
            } catch (LinuxException e) {
                throw Failures.linux("measure", changes.upper(), e);
            }
        }
        ChangeSize size = new ChangeSize();
        collect(size);
        return size.bytes();
    }

    @Override
    public List<Change> changes() {
        ChangeList list = new ChangeList();
        collect(list);
        return list.sorted();
    }

    private void collect(ChangeVisitor visitor) {
        try {
            visitChanges(visitor);
        } catch (IOException e) {
            throw Failures.io("compare with its image", path(), e);
        }
    }

    @Override
    public void visitChanges(ChangeVisitor visitor) throws IOException {
        Driver.Parts parts = parts();
        try {
            switch (driver().content(parts)) {
                case Content.Changes changes ->
                    UpperChanges.visit(changes.upper(), parts.layers(), file.mappings(), visitor);
                case Content.Whole whole -> compare(whole.tree(), parts, visitor);
                case Content.Mounted _ -> compareMounted(parts, visitor);
            }
        } catch (LinuxException e) {
            throw Failures.linux("compare with its image the root file system of container " + containerId, path(), e);
        }
    }

    private void compare(Path tree, Driver.Parts parts, ChangeVisitor visitor) throws IOException {
        // what was never mounted has no tree yet
        if (Files.isDirectory(tree)) {
            TreeChanges.visit(tree, parts.layers(), file.mappings(), visitor);
        }
    }

    private void compareMounted(Driver.Parts parts, ChangeVisitor visitor) throws IOException {
        boolean mounted = isMounted();
        Path tree = mount();
        try {
            compare(tree, parts, visitor);
        } finally {
            if (!mounted) {
                unmount();
            }
        }
    }

    @Override
    public InputStream openDiff() {
        return new ProducedStream("diff of " + containerId, this::writeDiff);
    }

    private void writeDiff(OutputStream out) throws IOException {
        DiffArchive archive = new DiffArchive(out);
        Path root = root();
        if (definesRoot(root)) {
            try (Directory directory = Directory.open(root)) {
                archive.root(directory, file.mappings());
            }
        }
        visitChanges(archive);
        archive.finish();
    }

    /** Whether the root directory has another owner or mode than the image's. */
    private boolean definesRoot(Path root) {
        Optional<Path> origin = layers.rootOf(file.layers());
        return origin.isEmpty() || !RootAttributes.areSame(origin.get(), root, file.mappings());
    }

    /** A directory with the attributes of the root directory. */
    private Path root() {
        Driver.Parts parts = parts();
        if (driver().content(parts) instanceof Content.Whole whole && Files.isDirectory(whole.tree())) {
            return whole.tree();
        }
        return parts.upper();
    }

    private Driver driver() {
        return drivers.named(file.driver());
    }

    private Driver.Parts parts() {
        List<Path> trees = layers.trees(file.layers());
        Optional<Path> image = Optional.empty();
        if (file.image().isPresent()) {
            image = Optional.of(layout.image(file.image().get()));
            Path directories = image.get().resolve(ImageView.DIRECTORIES);
            if (Files.isDirectory(directories)) {
                trees.addFirst(directories);
            }
        }
        return new Driver.Parts(
                trees,
                image,
                layout.container(containerId),
                file.options(),
                file.ephemeral(),
                file.mappings(),
                file.size());
    }
}
