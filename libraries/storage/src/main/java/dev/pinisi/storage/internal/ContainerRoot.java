package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.spi.Driver;
import java.io.IOException;
import java.io.InputStream;
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
        return comparison().size();
    }

    @Override
    public List<Change> changes() {
        return comparison().list();
    }

    @Override
    public void visitChanges(ChangeVisitor visitor) throws IOException {
        comparison().visit(visitor);
    }

    @Override
    public InputStream openDiff() {
        return comparison().openDiff();
    }

    private Comparison comparison() {
        return new Comparison(this, driver(), parts(), layers.rootOf(file.layers()));
    }

    private Driver driver() {
        return drivers.named(file.driver());
    }

    private Driver.Parts parts() {
        List<Path> trees = layers.trees(file.layers());
        Optional<Path> image = Optional.empty();
        if (file.image().isPresent()) {
            Path place = layout.imagePlace(file.image().get());
            // a driver may keep something with an image, which an additional store's is not for
            image = layout.owns(place) ? Optional.of(place) : Optional.empty();
            Path directories = place.resolve(ImageView.DIRECTORIES);
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
