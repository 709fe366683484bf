package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Brings one container to life: file system and network side by side, config.json, monitor, runtime. The caller holds
 * the container's lock. Whatever fails, everything is taken down again before the exception goes on.
 */
final class Starter {
    private final Parts parts;
    private final ContainerRecord record;
    private final ContainerFiles files;
    private final ContainerSpec spec;

    Starter(Parts parts, ContainerRecord record) {
        if (record.isDamaged()) {
            throw new EngineException(
                    EngineException.Kind.DAMAGED_STATE,
                    record.name(),
                    "cannot start container " + record.name() + ": "
                            + parts.store().files(record.id()).record()
                            + " is damaged; remove the container by rm " + record.name());
        }
        this.parts = parts;
        this.record = record;
        this.files = parts.store().files(record.id());
        this.spec = record.spec();
    }

    /** Makes the container up to the point where only its command does not run yet; the id of its first process. */
    ProcessIdentity create() {
        try {
            writeConfig();
            return runMonitor();
        } catch (RuntimeException | Error e) {
            takeDown(e);
            throw e;
        }
    }

    /** Lets the command run. */
    void start(ProcessIdentity process) {
        try {
            ProcessIdentity monitor = identify(monitorPid());
            AtomicFiles.write(files.start(), new StartRecord(process, monitor, Instant.now()).write(), false);
            parts.runtime(record).start(record.id());
        } catch (RuntimeException | Error e) {
            AtomicFiles.delete(files.start());
            takeDown(e);
            throw e;
        }
    }

    /** One that was to go away when it ends is not kept for having never begun. */
    private void takeDown(Throwable reason) {
        try {
            new Cleaner(parts, record).ended();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Takes down what is left of the run before this one, and forgets it. */
    void reset() {
        new Cleaner(parts, record).beforeStart();
        AtomicFiles.makeDirectories(files.bundle());
        AtomicFiles.makeDirectories(files.exits());
        AtomicFiles.delete(files.start());
        AtomicFiles.delete(files.exit());
        AtomicFiles.delete(files.oom());
        AtomicFiles.delete(files.exitRecord());
    }

    private void writeConfig() {
        checkSources();
        boolean bridged = spec.network().mode() instanceof NetworkMode.Bridge;
        NetworkTask network = new NetworkTask(parts.networks(), record, files);
        if (bridged) {
            network.start();
        }
        SpecInput input;
        try {
            Path rootfs = parts.rootfs().mount(record.id());
            input = input(rootfs);
        } finally {
            // not before it has ended may anything be taken down
            if (bridged) {
                network.await();
            }
        }
        NetworkStatus status = bridged ? network.await() : NetworkStatus.NONE;
        if (bridged) {
            AtomicFiles.write(files.network(), status.write(), false);
        }
        Map<String, String> etc = EtcFiles.write(record, files, status);
        etc.putAll(new Joined(parts).networkFiles(spec));
        if (!input.user().named() || !input.user().grouped()) {
            etc.putAll(EtcFiles.identities(files, Path.of(input.rootfs()), input.user()));
        }
        AtomicFiles.write(files.config(), SpecGenerator.generate(withEtc(input, etc)), false);
    }

    /** What is bound must be there: no empty folder is made for a mistyped path. */
    private void checkSources() {
        for (MountSpec mount : spec.mounts()) {
            if (mount instanceof MountSpec.Bind bind && !Files.exists(Path.of(bind.source()))) {
                throw new EngineException(
                        EngineException.Kind.INVALID_SPEC,
                        bind.source(),
                        "cannot mount " + bind.source() + " on " + bind.destination()
                                + ": there is no such file or folder on the host; make it first");
            }
        }
    }

    private SpecInput input(Path rootfs) {
        List<Device> devices =
                spec.devices().isEmpty() && !spec.security().privileged() ? List.of() : DeviceFinder.find(spec);
        checkWorkdir(rootfs);
        User user = RootFiles.user(rootfs, spec.process().user(), spec.process().groups());
        Map<String, String> volumes = parts.volumes().prepare(spec.mounts(), rootfs);
        MountOwner.apply(spec.mounts(), volumes, user);
        return new SpecInput(
                record,
                HostFacts.read(),
                rootfs.toString(),
                user,
                volumes,
                new Joined(parts).namespaces(spec, files),
                Map.of(),
                initProgram(),
                devices,
                new SeccompCache(parts.options().runRoot()));
    }

    /** One that was asked for must be there, in the image or in what is mounted. */
    private void checkWorkdir(Path rootfs) {
        String workdir = spec.process().workdir();
        if (!spec.process().workdirMustExist() || RootFiles.isDirectory(rootfs, workdir)) {
            return;
        }
        for (MountSpec mount : spec.mounts()) {
            if (Path.of(workdir).startsWith(mount.destination())) {
                return;
            }
        }
        throw new EngineException(
                EngineException.Kind.NO_SUCH_DIRECTORY,
                workdir,
                "workdir \"" + workdir + "\" does not exist in the image " + record.imageName()
                        + "; name one that is there, or mount one");
    }

    private String initProgram() {
        String init = spec.process().init();
        return init.isEmpty() ? "" : parts.programs().init(init).toString();
    }

    private static SpecInput withEtc(SpecInput input, Map<String, String> etc) {
        return new SpecInput(
                input.record(),
                input.host(),
                input.rootfs(),
                input.user(),
                input.volumes(),
                input.namespaces(),
                etc,
                input.initProgram(),
                input.devices(),
                input.seccomp());
    }

    private ProcessIdentity runMonitor() {
        List<String> arguments = MonitorArguments.create(
                record,
                files,
                parts.runtime(record),
                parts.options(),
                parts.programs().launcher());
        try (MonitorProcess monitor =
                MonitorProcess.start(parts.spawn(), parts.programs().monitor(), arguments, false)) {
            int pid = monitor.awaitPid("create", record.id(), files.bundle());
            if (!spec.pidFile().isEmpty()) {
                AtomicFiles.writePlain(Path.of(spec.pidFile()), Integer.toString(pid));
            }
            return identify(pid);
        }
    }

    /** A process that has ended by now keeps its number with a start time that none has. */
    private ProcessIdentity identify(int pid) {
        return parts.processes().identify(pid).orElse(new ProcessIdentity(pid, 0));
    }

    private int monitorPid() {
        try {
            return Integer.parseInt(AtomicFiles.readText(files.monitorPid()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The lock that tells the monitor's exit command to leave the clean-up to us. */
    FileLock attend() {
        return FileLock.exclusive(files.attended());
    }

    /** The same for a container that is not there yet, and so has nothing to be reset. */
    static FileLock attendNew(ContainerFiles files) {
        AtomicFiles.makeDirectories(files.bundle());
        AtomicFiles.makeDirectories(files.exits());
        return FileLock.exclusive(files.attended());
    }
}
