package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.DriverReport;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.RootFilesystemSpec;
import dev.pinisi.storage.RootFilesystems;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.spi.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The root file systems of containers. */
final class Containers implements RootFilesystems {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final Collector collector;
    private final Layers layers;
    private final Drivers drivers;

    Containers(Layout layout, ObjectLocks locks, Staging staging, Collector collector, Layers layers, Drivers drivers) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.collector = collector;
        this.layers = layers;
        this.drivers = drivers;
    }

    @Override
    public String driver() {
        return drivers.chosen().id();
    }

    @Override
    public DriverReport report() {
        return drivers.report();
    }

    @Override
    public RootFilesystem create(RootFilesystemSpec spec) {
        Driver driver = drivers.chosen();
        List<FileLock> held = new ArrayList<>();
        try (Claim claim = staging.begin()) {
            lockParts(spec, held);
            Path staged = stage(driver, claim, file(spec, driver), layers.rootOf(spec.layers()));
            Path place = layout.container(spec.containerId());
            SmallFiles.makeDirectories(layout.containers().resolve(spec.containerId()));
            if (Files.exists(place)) {
                throw exists(spec.containerId());
            }
            if (spec.ephemeral()) {
                Durable.placeQuickly(staged, place);
            } else {
                Durable.placeInOrder(staged, RootFile.NAME.getBytes(StandardCharsets.US_ASCII), place);
            }
        } catch (LinuxException e) {
            throw Failures.linux("create the root file system of container", Path.of(spec.containerId()), e);
        } finally {
            for (FileLock lock : held) {
                lock.close();
            }
        }
        return find(spec.containerId()).orElseThrow();
    }

    /** Nobody can remove image and layers until the container refers to them. */
    private void lockParts(RootFilesystemSpec spec, List<FileLock> held) {
        if (spec.image().isPresent()) {
            Digest image = spec.image().get();
            held.add(locks.shared(Images.lockName(image)));
            if (!Files.isDirectory(layout.imagePlace(image))) {
                throw missing(spec, "the image " + image.shortHex());
            }
        }
        for (Digest layer : new TreeSet<>(spec.layers())) {
            held.add(locks.shared(Collector.lockName(layer)));
            if (!layers.contains(layer)) {
                throw missing(spec, "the layer " + layer);
            }
        }
    }

    private RootFile file(RootFilesystemSpec spec, Driver driver) {
        return new RootFile(
                driver.id(),
                drivers.options(),
                spec.image(),
                spec.layers(),
                spec.ephemeral(),
                spec.mappings(),
                spec.size() > 0 ? spec.size() : drivers.size());
    }

    private static Path stage(Driver driver, Claim claim, RootFile file, Optional<Path> root) {
        Path staged = claim.fresh("rootfs");
        SmallFiles.makeDirectories(staged);
        driver.prepare(new Driver.Parts(
                List.of(), Optional.empty(), staged, file.options(), file.ephemeral(), file.mappings(), file.size()));
        SmallFiles.makeDirectories(staged.resolve("upper"));
        SmallFiles.makeDirectories(staged.resolve("work"));
        if (root.isPresent()) {
            RootAttributes.copy(root.get(), staged.resolve("upper"), file.mappings());
        } else if (!file.mappings().isNone()) {
            RootAttributes.copy(staged.resolve("upper"), staged.resolve("upper"), file.mappings());
        }
        file.write(staged);
        return staged;
    }

    @Override
    public Optional<RootFilesystem> find(String containerId) {
        if (!RootFilesystemSpec.isContainerId(containerId)) {
            return Optional.empty();
        }
        Optional<RootFile> file = RootFile.read(layout.container(containerId));
        return file.isPresent() ? Optional.of(open(containerId, file.get())) : Optional.empty();
    }

    private RootFilesystem open(String containerId, RootFile file) {
        return new ContainerRoot(layout, locks, layers, drivers, containerId, file);
    }

    @Override
    public List<String> list() {
        List<String> ids = new ArrayList<>();
        for (String id : Listing.of(layout.containers())) {
            if (Files.isDirectory(layout.container(id))) {
                ids.add(id);
            }
        }
        ids.sort(null);
        return ids;
    }

    @Override
    public void delete(String containerId) {
        Path place = layout.container(containerId);
        if (!RootFilesystemSpec.isContainerId(containerId)) {
            return;
        }
        try (Claim claim = staging.begin()) {
            Optional<RootFile> file = RootFile.read(place);
            try (FileLock lock = locks.exclusive(ContainerRoot.lockName(containerId))) {
                Driver driver = file.isPresent() ? drivers.named(file.get().driver()) : drivers.chosen();
                Path mountPoint = layout.mountPoint(containerId);
                driver.unmount(mountPoint);
                if (file.isEmpty() || !file.get().mappings().isNone()) {
                    MappedLayers.clear(Mounts.system(), mountPoint);
                }
                removeIfEmpty(mountPoint);
                if (Files.isDirectory(place)) {
                    driver.discard(claim.trash(place));
                }
                removeIfEmpty(layout.containers().resolve(containerId));
                ObjectLocks.forget(lock);
            }
            // without an image nothing else collects its layers
            if (file.isPresent() && file.get().image().isEmpty()) {
                collector.collect(file.get().layers(), claim);
            }
        } catch (LinuxException e) {
            throw Failures.linux("remove the root file system of container", Path.of(containerId), e);
        }
    }

    /** The engine may keep files of its own beside. */
    private static void removeIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException others) {
            return;
        } catch (IOException e) {
            throw Failures.io("remove", directory, e);
        }
    }

    private static StorageException exists(String containerId) {
        return new StorageException(
                Kind.ALREADY_EXISTS,
                "create the root file system of container " + containerId
                        + ": it has one already; remove the container first");
    }

    private static StorageException missing(RootFilesystemSpec spec, String what) {
        return new StorageException(
                Kind.NOT_FOUND,
                "create the root file system of container " + spec.containerId() + ": " + what
                        + " is not in the store; pull it again");
    }
}
