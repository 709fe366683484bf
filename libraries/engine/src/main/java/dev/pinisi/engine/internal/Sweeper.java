package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerState;
import dev.pinisi.linux.FileLock;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Takes down what killed processes left: bundles of containers that do not run and that nobody attends to, and folders
 * of containers that never came to be. Run by whoever has time, most often while a container of its own runs.
 */
final class Sweeper {
    private final Parts parts;

    Sweeper(Parts parts) {
        this.parts = parts;
    }

    /** What cannot be swept now stays for the next one: no command fails for what another left. */
    void sweepQuietly() {
        try {
            sweep();
        } catch (RuntimeException later) {
            return;
        }
    }

    void sweep() {
        for (String id : parts.store().bundles()) {
            sweepBundle(id);
        }
        for (String id : parts.store().ids()) {
            if (!Files.exists(parts.store().files(id).record())) {
                sweepFolder(id);
            }
        }
        parts.store().forgetLostNames();
        parts.store().forgetLostExits();
    }

    /** Whether a container that was to be removed has lost its maker before it began: it is no container any more. */
    static boolean isAbandoned(ContainerFiles files, ContainerRecord record, ContainerStatus status) {
        boolean unbegun = record.spec().autoRemove() && status.state() == ContainerState.CREATED;
        if (!unbegun || !Files.exists(files.attended()) || isAttended(files)) {
            return false;
        }
        // whoever starts one that exists already holds this lock, too
        Optional<FileLock> lock = FileLock.tryExclusive(files.lock());
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isPresent();
    }

    private void sweepBundle(String id) {
        ContainerFiles files = parts.store().files(id);
        if (!Files.exists(files.record())) {
            sweepFolder(id);
            return;
        }
        if (parts.status(files).running() || isAttended(files)) {
            return;
        }
        Optional<ContainerLock> lock = ContainerLock.tryTake(parts.store(), id);
        if (lock.isEmpty()) {
            return;
        }
        try (ContainerLock held = lock.get()) {
            Optional<ContainerRecord> record = parts.store().read(id);
            if (record.isPresent() && !parts.status(held.files()).running()) {
                new Cleaner(parts, record.get()).ended();
            }
        }
    }

    /** Whether a foreground run holds the lock. Nothing to take down has no such file. */
    static boolean isAttended(ContainerFiles files) {
        if (!Files.exists(files.attended())) {
            return false;
        }
        Optional<FileLock> lock = FileLock.tryExclusive(files.attended());
        if (lock.isEmpty()) {
            return true;
        }
        lock.get().close();
        return false;
    }

    /** A container that has no record: its maker died on the way, or its remover did. */
    @SuppressWarnings("try") // held, not used
    private void sweepFolder(String id) {
        if (!Ids.isId(id)) {
            return;
        }
        ContainerFiles files = parts.store().files(id);
        AtomicFiles.makeDirectories(files.directory());
        Optional<FileLock> lock = FileLock.tryExclusive(files.lock());
        if (lock.isEmpty()) {
            return;
        }
        try (FileLock held = lock.get()) {
            if (!Files.exists(files.record())) {
                // which anonymous volumes were to go with it is not known: pruning takes the others
                Optional<ContainerRecord> withdrawn = parts.store().readWithdrawn(id);
                if (withdrawn.isPresent()) {
                    new Cleaner(parts, withdrawn.get())
                            .finishRemoval(withdrawn.get().spec().autoRemove());
                }
                parts.networks().tearDown(id, files.networkNamespace());
                parts.rootfs().delete(id);
                AtomicFiles.deleteTree(files.bundle());
                AtomicFiles.delete(files.exitRecord());
                AtomicFiles.deleteTree(files.directory());
            }
        }
    }
}
