package dev.pinisi.storage;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.internal.FileTrees;
import dev.pinisi.storage.internal.tar.MountedTrees;
import dev.pinisi.storage.internal.tar.PathFinder;
import dev.pinisi.storage.internal.tar.TarException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files as a process sees them whose root directory is this one: links are followed within it. Programs may change it
 * meanwhile, hostile ones too: each directory is opened by its name from the one above and never through a link, so
 * that nothing outside is read or written.
 */
public final class FileTree implements AutoCloseable {
    private final Directory root;
    private final MountedTrees mounted;

    /**
     * @param root closed with this
     * @param mounted the host's files and directories that stand at some paths instead of what the root has there; for
     *     those that the kernel does not show
     */
    public FileTree(Directory root, Map<String, Path> mounted) {
        this.root = root;
        this.mounted = new MountedTrees(mounted);
    }

    /**
     * A path without links.
     *
     * @param components its names, from the root; none for the root itself
     * @param status what is there, if anything is
     */
    public record Place(List<byte[]> components, Optional<FileStatus> status) {
        public boolean isDirectory() {
            return status.isPresent() && status.get().isDirectory();
        }

        /** The last of its names; {@code /} for the root. */
        public String name() {
            return components.isEmpty() ? "/" : new String(components.getLast(), StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            StringBuilder path = new StringBuilder();
            for (byte[] name : components) {
                path.append('/').append(new String(name, StandardCharsets.UTF_8));
            }
            return path.isEmpty() ? "/" : path.toString();
        }
    }

    /**
     * Where a path leads, all links followed. What it leads to need not exist, but the directory of that must.
     *
     * @param path from the root; a leading slash makes no difference
     * @return nothing if a directory on the way is missing
     */
    public Optional<Place> find(String path) {
        try {
            PathFinder.Found found = PathFinder.find(root, mounted, path);
            return Optional.of(new Place(found.path(), found.status()));
        } catch (LinuxException | TarException noWay) {
            return Optional.empty();
        }
    }

    /**
     * A file or directory as a tar archive, made while it is read.
     *
     * @param name the first component of all names in it; empty for what is in a directory, without an entry for itself
     * @param excluded names in the directory to leave out, where it has no name of its own
     * @throws StorageException NOT_FOUND
     */
    public InputStream pack(Place place, String name, Set<String> excluded) {
        return FileTrees.pack(root, mounted, place, name, excluded);
    }

    /**
     * Unpacks a tar archive into a directory, over what is there.
     *
     * @param tar uncompressed; read to its end
     * @throws StorageException INVALID, if the archive is malformed or something is in its way
     */
    public void unpack(Place directory, InputStream tar, UnpackOptions options) {
        if (!directory.isDirectory()) {
            throw new StorageException(Kind.INVALID, "unpack an archive into " + directory + ": it is no directory");
        }
        FileTrees.unpack(root, mounted, directory, tar, options);
    }

    @Override
    public void close() {
        root.close();
    }
}
