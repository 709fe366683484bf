package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NetworkMode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes down what a run of a container leaves behind. Each step may have been done before, or half: whoever was killed in
 * the middle, the next one goes through all of it again.
 */
final class Cleaner {
    private final Parts parts;
    private final ContainerRecord record;
    private final ContainerFiles files;

    Cleaner(Parts parts, ContainerRecord record) {
        this.parts = parts;
        this.record = record;
        this.files = parts.store().files(record.id());
    }

    /** Cleans up after a container that has ended, unless that was done; removes it if it was created so. */
    void cleanUp() {
        Optional<ContainerLock> lock = ContainerLock.take(parts.store(), record.id());
        if (lock.isEmpty()) {
            return;
        }
        try (ContainerLock held = lock.get()) {
            if (!parts.status(held.files()).running()) {
                ended();
            }
        }
    }

    /** Makes sure that nothing of an earlier run is left; the caller holds the lock. */
    void beforeStart() {
        if (Files.exists(files.bundle())) {
            takeDownParts(false);
            forgetBundle();
        }
    }

    /** The same for who holds the lock and knows that it has ended. */
    void ended() {
        // only a container that was begun has a bundle, however far it came
        boolean bundled = Files.exists(files.bundle());
        boolean goes = record.spec().autoRemove() && (bundled || Files.exists(files.start()));
        boolean withRootfs = goes && nothingWrites();
        if (bundled) {
            takeDownParts(withRootfs);
        }
        if (goes && !(bundled && withRootfs)) {
            parts.rootfs().delete(record.id());
        }
        if (goes) {
            forget(true);
        }
        forgetBundle();
    }

    /** With the first process of a PID namespace of its own all others are gone; elsewhere the runtime has to kill them. */
    private boolean nothingWrites() {
        return record.spec().namespaces().pid() instanceof NamespaceMode.Private;
    }

    /** Runtime, network, mount, bundle: all that ends with a run. */
    private void takeDownParts(boolean withRootfs) {
        keepExitStatus();
        if (record.spec().network().mode() instanceof NetworkMode.Bridge) {
            Thread network = Thread.ofPlatform()
                    .name("network")
                    .start(() -> parts.networks().tearDown(record.id(), files.networkNamespace()));
            try {
                deleteAndRelease(withRootfs);
            } finally {
                Threads.join(network);
            }
        } else {
            deleteAndRelease(withRootfs);
        }
        emptyBundle();
    }

    /** The mount goes while the runtime is at work: nothing of the container runs any more, or is about to be killed. */
    private void deleteAndRelease(boolean withRootfs) {
        try (RuntimeCommand.Running deletion = parts.runtime(record).delete(record.id())) {
            release(withRootfs);
            if (!deletion.succeeded()) {
                // killed itself, perhaps: what it left would be nobody's
                parts.runtime(record).delete(record.id()).close();
            }
        } catch (EngineException noRuntime) {
            // killed or created by a runtime that is there no more, the container is to go all the same
            if (noRuntime.kind() != EngineException.Kind.NO_SUCH_PROGRAM) {
                throw noRuntime;
            }
            release(withRootfs);
        }
    }

    private void release(boolean withRootfs) {
        if (withRootfs) {
            parts.rootfs().delete(record.id());
        } else {
            parts.rootfs().unmount(record.id());
        }
    }

    /**
     * Monitors that do not know where containers live recorded it elsewhere only. Of a container that removes itself it
     * stays there a while for those who wait for its exit code.
     */
    private void keepExitStatus() {
        if (record.spec().autoRemove()) {
            return;
        }
        Optional<byte[]> status = AtomicFiles.read(files.exitRecord());
        if (status.isPresent() && !Files.exists(files.exit())) {
            AtomicFiles.write(files.exit(), status.get(), false);
        }
        AtomicFiles.delete(files.exitRecord());
    }

    private void emptyBundle() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.bundle())) {
            for (Path entry : entries) {
                if (!entry.equals(files.attended())) {
                    AtomicFiles.deleteTree(entry);
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** The mark of who cleans up goes last: as long as it is there, the exit command or a sweeper does all this again. */
    private void forgetBundle() {
        AtomicFiles.delete(files.attended());
        AtomicFiles.deleteTree(files.bundle());
    }

    /** Removes the container; it has ended and everything is taken down. First of all it is there no more. */
    void remove(boolean anonymousVolumes) {
        parts.store().withdraw(record.id());
        finishRemoval(anonymousVolumes);
    }

    /** The same for one that is withdrawn, whoever did that. */
    void finishRemoval(boolean anonymousVolumes) {
        parts.rootfs().delete(record.id());
        forget(anonymousVolumes);
    }

    /** All but the root file system; the record last, so that whoever comes after a crash finds what is left. */
    private void forget(boolean anonymousVolumes) {
        if (anonymousVolumes) {
            for (MountSpec mount : record.spec().mounts()) {
                if (mount instanceof MountSpec.Volume volume) {
                    parts.volumes().removeAnonymous(volume.name());
                }
            }
        }
        if (!record.spec().log().path().isEmpty()) {
            AtomicFiles.delete(MonitorArguments.logPath(record.spec(), files));
        }
        String cidFile = record.spec().cidFile();
        if (!cidFile.isEmpty() && AtomicFiles.readText(Path.of(cidFile)).equals(record.id())) {
            AtomicFiles.delete(Path.of(cidFile));
        }
        parts.store().remove(record.id(), record.name());
    }
}
