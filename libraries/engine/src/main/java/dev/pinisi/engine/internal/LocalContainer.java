package dev.pinisi.engine.internal;

import dev.pinisi.engine.AttachOutcome;
import dev.pinisi.engine.AttachStreams;
import dev.pinisi.engine.CommitSpec;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerFileSystem;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSize;
import dev.pinisi.engine.ContainerState;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ExecSpec;
import dev.pinisi.engine.LogOptions;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.json.Json;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.ProcessIdentity;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;

/** A container of the store on this host. */
final class LocalContainer implements Container {
    private static final int RECORDING_SECONDS = 10;

    private final Parts parts;
    private final ContainerRecord record;
    private final ContainerFiles files;
    /** Of one that this process has just created to start it: the lock that says so. */
    private Optional<FileLock> attended;

    LocalContainer(Parts parts, ContainerRecord record) {
        this(parts, record, Optional.empty());
    }

    LocalContainer(Parts parts, ContainerRecord record, Optional<FileLock> attended) {
        this.attended = attended;
        this.parts = parts;
        this.record = record;
        this.files = parts.store().files(record.id());
    }

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public String name() {
        return record.name();
    }

    @Override
    public ContainerInfo info() {
        return InfoMaker.info(record, status());
    }

    @Override
    public ContainerSize size() {
        return parts.rootfs().size(record.id());
    }

    @Override
    public ContainerFileSystem fileSystem() {
        return new LocalFileSystem(parts, record);
    }

    @Override
    public String commit(CommitSpec spec) {
        return new Committer(parts, record, spec).commit();
    }

    @Override
    public Json.Obj inspect() {
        return new ContainerInspector(parts, record).inspect();
    }

    @Override
    @SuppressWarnings("try") // held, not used
    public void start() {
        try (ContainerLock lock = lock()) {
            if (parts.status(lock.files()).running()) {
                return;
            }
            Starter starter = new Starter(parts, record);
            try (FileLock starting = attend(starter)) {
                starter.start(starter.create());
            }
        }
        new Sweeper(parts).sweepQuietly();
    }

    @Override
    public AttachOutcome startAttached(AttachStreams streams) {
        Optional<SignalProxy> proxy = proxy(streams);
        try (ContainerLock lock = lock()) {
            if (parts.status(lock.files()).running()) {
                throw wrongState("start", "it runs already; attach to it");
            }
            return startAttached(streams, lock, proxy);
        } finally {
            close(proxy);
        }
    }

    @SuppressWarnings("try") // held, not used
    private AttachOutcome startAttached(AttachStreams streams, ContainerLock lock, Optional<SignalProxy> proxy) {
        Starter starter = new Starter(parts, record);
        try (FileLock attending = attend(starter)) {
            ProcessIdentity process = starter.create();
            AttachOutcome outcome;
            Thread sweeping;
            try (Attachment attachment = connect(starter, process, streams)) {
                lock.close();
                sweeping = Thread.ofPlatform().daemon().name("sweeper").start(new Sweeper(parts)::sweepQuietly);
                outcome = follow(attachment, process, proxy);
            }
            if (outcome instanceof AttachOutcome.Exited) {
                new Cleaner(parts, record).cleanUp();
                Threads.join(sweeping);
            }
            return outcome;
        }
    }

    /** Nothing of an earlier run is left afterwards, and the lock is held that tells others to leave the clean-up to us. */
    private FileLock attend(Starter starter) {
        if (attended.isEmpty()) {
            starter.reset();
            return starter.attend();
        }
        FileLock held = attended.get();
        attended = Optional.empty();
        return held;
    }

    /** Attaches to the created container before its command runs: no output is missed. */
    private Attachment connect(Starter starter, ProcessIdentity process, AttachStreams streams) {
        boolean terminal = record.spec().process().terminal();
        Attachment attachment;
        try {
            attachment = new Attachment(parts.sockets(), files.attachSocket(), streams, terminal, files.control());
        } catch (RuntimeException e) {
            new Cleaner(parts, record).ended();
            throw e;
        }
        try {
            starter.start(process);
            return attachment;
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    @Override
    public AttachOutcome attach(AttachStreams streams) {
        ContainerStatus status = status();
        if (!status.running()) {
            throw wrongState("attach to", "it does not run; start it first");
        }
        ProcessIdentity process = status.start().orElseThrow().process();
        boolean terminal = record.spec().process().terminal();
        Optional<SignalProxy> proxy = proxy(streams);
        try (Attachment attachment =
                new Attachment(parts.sockets(), files.attachSocket(), streams, terminal, files.control())) {
            return follow(attachment, process, proxy);
        } finally {
            close(proxy);
        }
    }

    private AttachOutcome follow(Attachment attachment, ProcessIdentity process, Optional<SignalProxy> proxy) {
        if (proxy.isPresent()) {
            proxy.get().passTo(process);
        }
        attachment.begin();
        if (attachment.copyOutput(() -> !status().running())) {
            return new AttachOutcome.Detached();
        }
        return new AttachOutcome.Exited(awaitRecord(process));
    }

    /**
     * The monitor records the end before it lets its clients go. If it cannot, as on a full disk, it waits for us with the
     * clean-up, and we must not wait for it for ever.
     */
    private int awaitRecord(ProcessIdentity process) {
        boolean unrecorded = status().running();
        Patience running = Patience.forEver();
        while (unrecorded && parts.processes().isAlive(process) && running.pause()) {
            unrecorded = status().running();
        }
        Patience recording = Patience.seconds(RECORDING_SECONDS);
        while (unrecorded && recording.pause()) {
            unrecorded = status().running();
        }
        return unrecorded ? ContainerStatus.UNKNOWN : waitForExit();
    }

    private Optional<SignalProxy> proxy(AttachStreams streams) {
        return streams.signalProxy() ? Optional.of(SignalProxy.open(parts.signals())) : Optional.empty();
    }

    private static void close(Optional<SignalProxy> proxy) {
        if (proxy.isPresent()) {
            proxy.get().close();
        }
    }

    @Override
    public int exec(ExecSpec command, AttachStreams streams) {
        return new ExecSession(parts, record, command).attached(streams);
    }

    @Override
    public String execDetached(ExecSpec command) {
        ExecSession session = new ExecSession(parts, record, command);
        session.detached();
        return session.id();
    }

    @Override
    public void stop(OptionalInt timeoutSeconds) {
        if (!status().running()) {
            return;
        }
        int own = record.spec().stopTimeout();
        int usual = own >= 0 ? own : parts.options().stopTimeout();
        new Stopper(parts, record).stop(timeoutSeconds.orElse(usual));
        cleanUp();
    }

    @Override
    public void kill(int signal) {
        ContainerStatus status = status();
        boolean sent = status.running()
                && parts.signals().send(status.start().orElseThrow().process(), signal);
        if (!sent) {
            throw wrongState("send a signal to", "it does not run");
        }
    }

    @Override
    public int waitForExit() {
        Patience patience = Patience.forEver();
        ContainerStatus status = status();
        while (status.running() && patience.pause()) {
            status = status();
        }
        boolean removed = status.start().isEmpty() && !Files.exists(files.record());
        return removed ? ContainerStatus.exitCodeOfRemoved(files) : status.exitCode();
    }

    @Override
    public void waitFor(ContainerState state) {
        Patience patience = Patience.forEver();
        while (status().state() != state && patience.pause()) {
            if (parts.store().read(record.id()).isEmpty()) {
                return;
            }
        }
    }

    @Override
    public void rename(String name) {
        if (!Names.isValid(name)) {
            throw Invalid.option("name", name, "must match [a-zA-Z0-9][a-zA-Z0-9_.-]*");
        }
        try (ContainerLock _ = lock()) {
            parts.store().rename(record, name);
        }
    }

    @Override
    public void remove(RemoveOptions options) {
        if (options.force()) {
            stop(options.timeoutSeconds());
        }
        try (ContainerLock lock = lock()) {
            if (parts.status(lock.files()).running()) {
                throw wrongState("remove", "it runs; stop it first, or use --force");
            }
            Cleaner cleaner = new Cleaner(parts, record);
            cleaner.beforeStart();
            cleaner.remove(options.volumes() || record.spec().autoRemove());
        } catch (EngineException gone) {
            // a forced stop of one that removes itself has done it
            if (!options.force() || gone.kind() != EngineException.Kind.NO_SUCH_CONTAINER) {
                throw gone;
            }
        }
    }

    @Override
    public void logs(LogOptions options, OutputStream out, OutputStream err) {
        if (record.spec().log().driver().equals("none")) {
            throw wrongState("read the log of", "it was created with --log-driver none and has none");
        }
        new LogReader(MonitorArguments.logPath(record.spec(), files), options).copy(out, err, () -> status().running());
    }

    @Override
    public void cleanUp() {
        new Cleaner(parts, record).cleanUp();
    }

    private ContainerStatus status() {
        return parts.status(files);
    }

    private ContainerLock lock() {
        return ContainerLock.take(parts.store(), record.id())
                .orElseThrow(() -> LocalContainers.noSuchContainer(record.name()));
    }

    private EngineException wrongState(String action, String reason) {
        return new EngineException(
                EngineException.Kind.WRONG_STATE,
                record.name(),
                "cannot " + action + " container " + record.name() + ": " + reason);
    }
}
