package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The claims of all writers. A claim whose lock nobody holds is a dead writer's. */
final class Staging {
    private static final String LOCK = ".lock";

    private final Path directory;

    Staging(Path directory) {
        this.directory = directory;
    }

    Claim begin() {
        while (true) {
            String name = newName();
            FileLock lock = FileLock.exclusive(directory.resolve(name + LOCK));
            // a sweeper may have met the file before it was locked
            if (lock.isCurrent()) {
                return new Claim(lock, makeDirectory(name));
            }
            lock.close();
        }
    }

    /** A UUID from the kernel: Java's providers of random numbers take long to load. */
    private static String newName() {
        Path source = Path.of("/proc/sys/kernel/random/uuid");
        try {
            return Files.readString(source).strip();
        } catch (IOException e) {
            throw Failures.io("read a name for a staging directory from", source, e);
        }
    }

    private Path makeDirectory(String name) {
        Path made = directory.resolve(name);
        try {
            return Files.createDirectory(made);
        } catch (IOException e) {
            throw Failures.io("create the directory", made, e);
        }
    }

    /** The layers that writers at work have pinned. */
    Set<Digest> pins() {
        Set<Digest> pins = new HashSet<>();
        for (String name : names()) {
            if (!name.endsWith(LOCK)) {
                collectPins(directory.resolve(name), pins);
            }
        }
        return pins;
    }

    /** The claims of dead writers. */
    List<Path> dead() {
        List<Path> dead = new ArrayList<>();
        for (String name : names()) {
            if (!name.endsWith(LOCK)) {
                Path claim = directory.resolve(name);
                Optional<FileLock> lock = lockDead(claim);
                if (lock.isPresent()) {
                    dead.add(claim);
                    lock.get().close();
                }
            }
        }
        return dead;
    }

    /**
     * Removes what dead writers left.
     *
     * @param heir takes over their pins, so that a transfer tried again finds the layers which it had
     * @return the layers that they had pinned
     */
    Set<Digest> sweep(Claim heir) {
        Set<Digest> inherited = new HashSet<>();
        for (String name : names()) {
            String claim = name.endsWith(LOCK) ? name.substring(0, name.length() - LOCK.length()) : name;
            sweep(directory.resolve(claim), heir, inherited);
        }
        return inherited;
    }

    private void sweep(Path claim, Claim heir, Set<Digest> inherited) {
        Optional<FileLock> lock = lockDead(claim);
        if (lock.isEmpty()) {
            return;
        }
        Set<Digest> pins = new HashSet<>();
        collectPins(claim, pins);
        for (Digest pin : pins) {
            heir.pin(pin);
        }
        inherited.addAll(pins);
        try {
            unmountProbes(claim);
            Claim.remove(claim);
            ObjectLocks.forget(lock.get());
        } catch (LinuxException stuck) {
            // nobody's work shall fail for another's leftovers; a check of the store tells of them
            lock.get().close();
        }
    }

    /** A process may have died while it tried a driver out. */
    private static void unmountProbes(Path claim) {
        for (String name : Listing.of(claim)) {
            if (name.startsWith(Probe.KIND)) {
                Mounts.system().unmount(Probe.target(claim.resolve(name)));
            }
        }
    }

    /** The lock of a claim if nobody holds it. */
    private static Optional<FileLock> lockDead(Path claim) {
        Optional<FileLock> lock = FileLock.tryExclusive(Path.of(claim + LOCK));
        if (lock.isPresent() && !lock.get().isCurrent()) {
            lock.get().close();
            return Optional.empty();
        }
        return lock;
    }

    private static void collectPins(Path claim, Set<Digest> into) {
        for (String name : Listing.of(claim)) {
            Claim.pinned(name).ifPresent(into::add);
        }
    }

    private List<String> names() {
        return Listing.of(directory);
    }
}
