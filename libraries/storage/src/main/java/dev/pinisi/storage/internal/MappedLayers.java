package dev.pinisi.storage.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers with other owners, for as long as an overlay is being mounted, which keeps what it needs of them. All layers of
 * a store lie in one directory, so one mount serves them, however many there are. The mounts are below the run root:
 * nothing is ever deleted recursively there.
 */
final class MappedLayers implements AutoCloseable {
    private static final String SUFFIX = ".mapped";

    private final Mounts mounts;
    private final Path place;
    private final Map<Path, Path> mapped = new HashMap<>();
    private final List<Path> trees = new ArrayList<>();

    private MappedLayers(Mounts mounts, Path place) {
        this.mounts = mounts;
        this.place = place;
    }

    /**
     * Mounts them.
     *
     * @param target where the overlay is going to be; the place is beside it
     */
    static MappedLayers mount(Mounts mounts, List<Path> layers, IdMappings mappings, Path target) {
        clear(mounts, target);
        MappedLayers all = new MappedLayers(mounts, place(target));
        try {
            for (Path layer : layers) {
                Path above = layer.resolve("../..").normalize();
                all.trees.add(all.at(above, mappings).resolve(above.relativize(layer)));
            }
            return all;
        } catch (RuntimeException failure) {
            all.close();
            throw failure;
        }
    }

    private Path at(Path source, IdMappings mappings) {
        Path known = mapped.get(source);
        if (known == null) {
            known = place.resolve(Integer.toString(mapped.size()));
            SmallFiles.makeDirectories(known);
            mapped.put(source, known);
            map(source, known, mappings);
        }
        return known;
    }

    private void map(Path source, Path target, IdMappings mappings) {
        try {
            mounts.mapped(source, target, mappings);
        } catch (LinuxException e) {
            if (!isImpossible(e.errno())) {
                throw e;
            }
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "give the layers in " + source + " other owners: id-mapped mounts do not work for "
                            + FileSystems.type(source) + " here (" + e.getMessage()
                            + "); use the storage driver btrfs or vfs, which copy",
                    e);
        }
    }

    /** Old kernels, file systems that cannot, and users without the right to that. */
    private static boolean isImpossible(int errno) {
        return errno == Errno.EINVAL || errno == Errno.ENOSYS || errno == Errno.EPERM || errno == Errno.EACCES;
    }

    List<Path> trees() {
        return trees;
    }

    /** Takes away what a process left that died while it mounted. */
    static void clear(Mounts mounts, Path target) {
        Path place = place(target);
        for (String name : Listing.of(place)) {
            mounts.unmount(place.resolve(name));
            remove(place.resolve(name));
        }
        remove(place);
    }

    @Override
    public void close() {
        for (Path mount : mapped.values()) {
            mounts.unmount(mount);
            remove(mount);
        }
        remove(place);
    }

    private static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw Failures.io("remove", directory, e);
        }
    }

    private static Path place(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }
}
