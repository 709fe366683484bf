package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerState;
import dev.pinisi.linux.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a container, computed from plain files and /proc, without a lock.
 *
 * @param start its last run, if it ever ran
 * @param exited when that ended, if it did
 * @param exitCode 0 before the first end, -1 if nobody recorded it
 */
record ContainerStatus(
        ContainerState state, Optional<StartRecord> start, Optional<Instant> exited, int exitCode, boolean oomKilled) {

    /** The exit code of an end that nobody saw. */
    static final int UNKNOWN = -1;

    boolean running() {
        return state == ContainerState.RUNNING;
    }

    /** The first process's id; 0 if it does not run. */
    int pid() {
        return running() && start.isPresent() ? start.get().process().pid() : 0;
    }

    static ContainerStatus of(ContainerFiles files, Processes processes) {
        Optional<byte[]> start = AtomicFiles.read(files.start());
        if (start.isEmpty()) {
            return new ContainerStatus(ContainerState.CREATED, Optional.empty(), Optional.empty(), 0, false);
        }
        StartRecord run = StartRecord.read(start.get());
        Optional<ContainerStatus> ended = ended(files, run);
        if (ended.isPresent()) {
            return ended.get();
        }
        if (processes.isAlive(run.process()) || processes.isAlive(run.monitor())) {
            return new ContainerStatus(ContainerState.RUNNING, Optional.of(run), Optional.empty(), 0, false);
        }
        // the monitor may have recorded the end, and ended, since the first look
        Optional<ContainerStatus> endedNow = ended(files, run);
        return endedNow.isPresent() ? endedNow.get() : lost(run);
    }

    private static ContainerStatus lost(StartRecord run) {
        return new ContainerStatus(ContainerState.EXITED, Optional.of(run), Optional.of(run.started()), UNKNOWN, false);
    }

    /** The exit code of a container that is gone by now, as long as it is kept. */
    static int exitCodeOfRemoved(ContainerFiles files) {
        return code(AtomicFiles.readText(files.exitRecord()));
    }

    private static int code(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** The record of the end: in the container's folder, or where monitors that know no such folder write it. */
    private static Optional<ContainerStatus> ended(ContainerFiles files, StartRecord run) {
        Path place = files.exit();
        String text = AtomicFiles.readText(place);
        if (text.isEmpty()) {
            place = files.exitRecord();
            text = AtomicFiles.readText(place);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ContainerStatus(
                ContainerState.EXITED,
                Optional.of(run),
                Optional.of(modified(place).orElse(run.started())),
                code(text),
                Files.exists(files.oom())));
    }

    private static Optional<Instant> modified(Path path) {
        try {
            return Optional.of(Files.getLastModifiedTime(path).toInstant());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
