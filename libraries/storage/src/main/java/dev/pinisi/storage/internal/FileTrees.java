package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.ThreadUmask;
import dev.pinisi.storage.FileTree.Place;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.UnpackOptions;
import dev.pinisi.storage.internal.tar.MountedTrees;
import dev.pinisi.storage.internal.tar.PathFinder;
import dev.pinisi.storage.internal.tar.TarException;
import dev.pinisi.storage.internal.tar.TreeEntries;
import dev.pinisi.storage.internal.tar.TreeExtractor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Archives of files that others may change meanwhile. */
public final class FileTrees {
    private FileTrees() {}

    /** What {@code FileTree.pack} does. */
    public static InputStream pack(
            Directory root, MountedTrees mounted, Place place, String name, Set<String> excluded) {
        try {
            if (name.isEmpty()) {
                return TreeEntries.below(PathFinder.open(root, mounted, place.components()), excluded);
            }
            PathFinder.Entry entry = PathFinder.entry(root, mounted, place.components());
            return TreeEntries.named(entry.parent(), entry.name(), name.getBytes(StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            throw Failures.linux("read", Path.of(place.toString()), e);
        }
    }

    /** What {@code FileTree.unpack} does. */
    public static void unpack(
            Directory root, MountedTrees mounted, Place place, InputStream tar, UnpackOptions options) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().name("extract").start(() -> {
            try {
                ThreadUmask.clear();
                TreeExtractor.extract(tar, root, mounted, place.components(), options);
            } catch (RuntimeException | Error e) {
                failure.set(e);
            }
        });
        join(worker);
        switch (failure.get()) {
            case null -> {}
            case TarException e -> throw new StorageException(Kind.INVALID, String.valueOf(e.getMessage()), e);
            case LinuxException e -> throw Failures.linux("write", Path.of(place.toString()), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** An interrupted caller waits all the same: what was begun is in the tree. */
    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
