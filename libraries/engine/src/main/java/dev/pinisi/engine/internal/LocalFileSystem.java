package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerFileSystem;
import dev.pinisi.engine.ContainerView;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.ProcessIdentity;
import dev.pinisi.storage.FileTree;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.UnpackOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The root file system of a container of the store on this host. */
final class LocalFileSystem implements ContainerFileSystem {
    /** What podman leaves out of its diff, too. */
    private static final Set<String> GIVEN = Set.of(
            "/dev",
            "/etc/hostname",
            "/etc/hosts",
            "/etc/mtab",
            "/etc/resolv.conf",
            "/proc",
            "/run",
            "/run/.containerenv",
            "/run/notify",
            "/run/podman-init",
            "/run/secrets",
            "/sys");

    private final Parts parts;
    private final ContainerRecord record;

    LocalFileSystem(Parts parts, ContainerRecord record) {
        this.parts = parts;
        this.record = record;
    }

    @Override
    public List<Change> changes() {
        return parts.rootfs().of(record.id()).changes().stream()
                .filter(change -> !GIVEN.contains(change.path()))
                .toList();
    }

    @Override
    public Path mount() {
        try (ContainerLock _ = lock()) {
            Path path = parts.rootfs().mount(record.id());
            parts.holds().add(record.id());
            return path;
        }
    }

    @Override
    public void unmount(boolean force) {
        try (ContainerLock lock = lock()) {
            parts.holds().release(record.id(), force);
            if (!parts.holds().isHeld(record.id())
                    && !parts.status(lock.files()).running()) {
                parts.rootfs().unmount(record.id());
            }
        }
    }

    private ContainerLock lock() {
        return ContainerLock.take(parts.store(), record.id())
                .orElseThrow(() -> LocalContainers.noSuchContainer(record.name()));
    }

    @Override
    public Optional<Path> mountPoint() {
        RootFilesystem rootfs = parts.rootfs().of(record.id());
        return rootfs.isMounted() ? Optional.of(rootfs.path()) : Optional.empty();
    }

    @Override
    public void export(OutputStream out) {
        try (HeldMount mount = HeldMount.of(parts, record);
                FileTree files = new FileTree(Directory.open(mount.path()), Map.of());
                InputStream tar = files.pack(files.find("/").orElseThrow(), "", Set.of())) {
            tar.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot export the files of container " + record.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ContainerView open() {
        Optional<Directory> running = rootOfProcess();
        if (running.isPresent()) {
            Path rootfs = parts.rootfs().of(record.id()).path();
            return view(running.get(), rootfs, Map.of(), () -> {});
        }
        HeldMount mount = HeldMount.of(parts, record);
        try {
            // it may have been started before it was locked
            Optional<Directory> root = rootOfProcess();
            return view(
                    root.isPresent() ? root.get() : Directory.open(mount.path()),
                    mount.path(),
                    root.isPresent() ? Map.of() : mounted(mount.path()),
                    mount::close);
        } catch (RuntimeException | Error e) {
            mount.close();
            throw e;
        }
    }

    private ContainerView view(Directory root, Path rootfs, Map<String, Path> mounted, Runnable end) {
        String workdir = record.spec().process().workdir();
        User user = RootFiles.user(
                rootfs, record.spec().process().user(), record.spec().process().groups());
        return new ContainerView(
                new FileTree(root, mounted),
                workdir.isEmpty() ? "/" : workdir,
                new UnpackOptions.Owner(user.uid(), user.gid()),
                end);
    }

    /** The root directory in the mount namespace of the container's first process; nothing if it does not run. */
    private Optional<Directory> rootOfProcess() {
        ContainerStatus status = parts.status(parts.store().files(record.id()));
        if (!status.running()) {
            return Optional.empty();
        }
        ProcessIdentity process = status.start().orElseThrow().process();
        Directory root;
        try {
            root = Directory.open(Path.of("/proc/" + process.pid() + "/root"));
        } catch (LinuxException ended) {
            return Optional.empty();
        }
        // another process may have had the number when it was opened
        if (!parts.processes().isAlive(process)) {
            root.close();
            return Optional.empty();
        }
        return Optional.of(root);
    }

    /** What the container will find mounted when it runs, by its place; memory is empty until then. */
    private Map<String, Path> mounted(Path rootfs) {
        Map<String, Path> mounted = new LinkedHashMap<>();
        Map<String, String> volumes = parts.volumes().prepare(record.spec().mounts(), rootfs);
        for (MountSpec mount : record.spec().mounts()) {
            switch (mount) {
                case MountSpec.Bind bind -> mounted.put(bind.destination(), Path.of(bind.source()));
                case MountSpec.Volume volume ->
                    mounted.put(volume.destination(), Path.of(volumes.getOrDefault(volume.name(), "")));
                case MountSpec.Tmpfs _ -> {}
            }
        }
        return mounted;
    }
}
