package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.json.JsonException;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of all containers. A container is there if its container.json is; a name is a symbolic link to the
 * container's folder, so that claiming it and saying whose it is are one step.
 */
final class ContainerStore {
    private static final long EXIT_STATUS_KEPT_MILLIS = 300_000;

    private final Path root;
    private final Path runRoot;
    private final Path containers;
    private final Path names;

    ContainerStore(Path root, Path runRoot) {
        this.root = root;
        this.runRoot = runRoot;
        containers = root.resolve("containers");
        names = root.resolve("container-names");
    }

    ContainerFiles files(String id) {
        return ContainerFiles.of(root, runRoot, id);
    }

    /** The record of a container, {@link ContainerRecord#damaged} where it cannot be read; nothing if there is none. */
    Optional<ContainerRecord> read(String id) {
        return read(id, files(id).record());
    }

    private Optional<ContainerRecord> read(String id, Path record) {
        Optional<byte[]> bytes = AtomicFiles.read(record);
        try {
            return bytes.isPresent() ? Optional.of(RecordReader.read(bytes.get())) : Optional.empty();
        } catch (JsonException | IllegalArgumentException | DateTimeException e) {
            return Optional.of(ContainerRecord.damaged(id, nameOf(id)));
        }
    }

    /** The name that was claimed for a container; the beginning of its id if none was. */
    private String nameOf(String id) {
        for (String name : entries(names)) {
            if (owner(names.resolve(name)).filter(id::equals).isPresent()) {
                return name;
            }
        }
        return id.substring(0, Math.min(id.length(), 12));
    }

    /** Claims a folder and the name for a new container, and locks it. */
    FileLock claim(String id, String name) {
        ContainerFiles files = files(id);
        FileLock lock = claimFolder(files);
        try {
            claimName(id, name);
            return lock;
        } catch (RuntimeException | Error e) {
            lock.close();
            AtomicFiles.deleteTree(files.directory());
            throw e;
        }
    }

    /** A sweeper takes a folder without a lock for what a killed process left: then it is made again. */
    private static FileLock claimFolder(ContainerFiles files) {
        while (true) {
            AtomicFiles.makeDirectories(files.directory());
            try {
                FileLock lock = FileLock.exclusive(files.lock());
                if (Files.exists(files.lock())) {
                    return lock;
                }
                lock.close();
            } catch (LinuxException swept) {
                if (swept.errno() != Errno.ENOENT) {
                    throw swept;
                }
            }
        }
    }

    private void claimName(String id, String name) {
        AtomicFiles.makeDirectories(names);
        Path link = names.resolve(name);
        while (true) {
            try {
                Files.createSymbolicLink(link, Path.of("..", "containers", id));
                return;
            } catch (FileAlreadyExistsException taken) {
                Optional<String> owner = owner(link);
                if (owner.isPresent() && !isAbandoned(owner.get())) {
                    throw new EngineException(
                            EngineException.Kind.NAME_IN_USE,
                            name,
                            "the container name \"" + name + "\" is already in use by " + owner.get()
                                    + ": remove that container first, or choose another name");
                }
                AtomicFiles.delete(link);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot claim the name " + name + ": " + e.getMessage(), e);
            }
        }
    }

    /** Whether whoever claimed the container died before it was there. */
    private boolean isAbandoned(String id) {
        ContainerFiles files = files(id);
        if (!Files.exists(files.lock())) {
            return true;
        }
        if (Files.exists(files.record())) {
            return false;
        }
        Optional<FileLock> lock = FileLock.tryExclusive(files.lock());
        if (lock.isEmpty()) {
            return false;
        }
        lock.get().close();
        return !Files.exists(files.record());
    }

    /** Gives a container another name, which is claimed before the old one is given up; the caller holds its lock. */
    void rename(ContainerRecord record, String name) {
        claimName(record.id(), name);
        commit(new ContainerRecord(
                record.id(),
                name,
                record.created(),
                record.imageId(),
                record.imageName(),
                record.imageDigest(),
                record.runtime(),
                record.spec()));
        releaseName(record.id(), record.name());
    }

    /** Makes the container be there. */
    void commit(ContainerRecord record) {
        // one that goes away when it ends need not outlive a power cut
        AtomicFiles.write(
                files(record.id()).record(),
                RecordWriter.write(record),
                !record.spec().autoRemove());
    }

    /** Lets a container be there no more, in one step; what belongs to it is to be removed still, by its record. */
    void withdraw(String id) {
        ContainerFiles files = files(id);
        try {
            Files.move(files.record(), files.withdrawn(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the container " + id + ": " + e.getMessage(), e);
        }
    }

    /** The record of a container that is withdrawn, if it can be read. */
    Optional<ContainerRecord> readWithdrawn(String id) {
        return read(id, files(id).withdrawn()).filter(record -> !record.isDamaged());
    }

    /** Removes record and name; the caller holds the lock and has taken everything else down. */
    void remove(String id, String name) {
        ContainerFiles files = files(id);
        AtomicFiles.delete(files.record());
        releaseName(id, name);
        AtomicFiles.deleteTree(files.directory());
    }

    private void releaseName(String id, String name) {
        Path link = names.resolve(name);
        if (owner(link).filter(id::equals).isPresent()) {
            AtomicFiles.delete(link);
        }
    }

    /** Removes the names whose containers have no folder any more: it goes last, and is made first. */
    void forgetLostNames() {
        lostNames().forEach(AtomicFiles::delete);
    }

    List<Path> lostNames() {
        List<Path> lost = new ArrayList<>();
        for (String name : entries(names)) {
            Path link = names.resolve(name);
            if (!Files.exists(link)) {
                lost.add(link);
            }
        }
        return lost;
    }

    /**
     * Removes the exit statuses of containers that are gone, once whoever waited for them has had the time to look. Looks at
     * most once in that time: they may be many.
     */
    void forgetLostExits() {
        long now = System.currentTimeMillis();
        Path looked = runRoot.resolve("exits-looked-through");
        if (now - looked.toFile().lastModified() <= EXIT_STATUS_KEPT_MILLIS) {
            return;
        }
        List<String> exits = entries(runRoot.resolve("exits"));
        if (!exits.isEmpty()) {
            AtomicFiles.writePlain(looked, "");
        }
        for (String id : exits) {
            ContainerFiles files = files(id);
            long age = now - files.exitRecord().toFile().lastModified();
            if (age > EXIT_STATUS_KEPT_MILLIS && !Files.exists(files.directory())) {
                AtomicFiles.delete(files.exitRecord());
            }
        }
    }

    /** The ids of all folders, of containers and of what became none. */
    List<String> ids() {
        return entries(containers);
    }

    /** The ids of all bundles. */
    List<String> bundles() {
        return entries(runRoot.resolve("containers"));
    }

    /** By java.io: the streams of java.nio make a cold JVM generate classes. */
    static List<String> entries(Path directory) {
        String[] names = directory.toFile().list();
        if (names == null && Files.isDirectory(directory)) {
            throw new UncheckedIOException(new IOException("cannot list " + directory + ": it cannot be read"));
        }
        return names == null ? List.of() : List.of(names);
    }

    /**
     * The id of the container of that name, id, or unambiguous beginning of an id.
     *
     * @throws EngineException if more than one id begins so
     */
    Optional<String> resolve(String nameOrId) {
        if (Names.isValid(nameOrId)) {
            Optional<String> byName = owner(names.resolve(nameOrId));
            if (byName.isPresent() && Files.exists(files(byName.get()).record())) {
                return byName;
            }
        }
        return byPrefix(nameOrId);
    }

    private Optional<String> byPrefix(String prefix) {
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        String found = "";
        for (String id : ids()) {
            if (id.startsWith(prefix) && Files.exists(files(id).record())) {
                if (!found.isEmpty()) {
                    throw new EngineException(
                            EngineException.Kind.AMBIGUOUS_NAME,
                            prefix,
                            "more than one container's id begins with " + prefix + ": give more of it");
                }
                found = id;
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Optional<String> owner(Path link) {
        try {
            return Optional.of(String.valueOf(Files.readSymbolicLink(link).getFileName()));
        } catch (NoSuchFileException | NotLinkException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + link + ": " + e.getMessage(), e);
        }
    }
}
