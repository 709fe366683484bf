package dev.pinisi.engine.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.Mounts;
import dev.pinisi.storage.Finding;
import dev.pinisi.storage.Finding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What killed processes left of containers and networks. {@link Sweeper} removes the containers' part of it. */
final class Leftovers {
    private final Parts parts;
    private final Path root;
    private final Path runRoot;

    Leftovers(Parts parts) {
        this.parts = parts;
        this.root = parts.options().root();
        this.runRoot = parts.options().runRoot();
    }

    void find(List<Finding> found) {
        for (String id : parts.store().ids()) {
            boolean recorded = Files.exists(parts.store().files(id).record());
            if (Ids.isId(id) && !recorded && !isBusy(parts.store(), id)) {
                add(found, parts.store().files(id).directory(), "its maker or its remover died");
            }
        }
        for (String id : parts.store().bundles()) {
            if (isLeft(id)) {
                add(found, parts.store().files(id).bundle(), "left by the container's last run");
            }
        }
        for (Path name : parts.store().lostNames()) {
            add(found, name, "its container is gone");
        }
        for (Path mount : lostMounts()) {
            add(found, mount, "mounted, though its container does not run");
        }
        for (Path namespace : lostNamespaces()) {
            add(found, namespace, "the network of a container that does not run");
        }
        for (String id : parts.networks().lost(this::mayRun)) {
            add(found, runRoot.resolve("network").resolve(id), "addresses or ports of a container that does not run");
        }
    }

    void remove(List<Finding> removed) {
        List<Finding> found = new ArrayList<>();
        find(found);
        new Sweeper(parts).sweep();
        for (Path mount : lostMounts()) {
            Mounts.system().unmount(mount);
            AtomicFiles.delete(mount);
        }
        for (Path namespace : lostNamespaces()) {
            String id = String.valueOf(namespace.getFileName());
            parts.networks().tearDown(id, namespace);
        }
        for (String id : parts.networks().lost(this::mayRun)) {
            parts.networks().tearDown(id, parts.store().files(id).networkNamespace());
        }
        removed.addAll(found);
    }

    /** Whether somebody holds the container's lock: what it finds half done is being done. */
    static boolean isBusy(ContainerStore store, String id) {
        Path lock = store.files(id).lock();
        if (!Files.exists(lock)) {
            return false;
        }
        Optional<FileLock> free = FileLock.tryExclusive(lock);
        free.ifPresent(FileLock::close);
        return free.isEmpty();
    }

    private boolean isLeft(String id) {
        return !mayRun(id) && Files.exists(parts.store().files(id).bundle());
    }

    /** Whether a container runs, or somebody is about to start or to clean it up. */
    private boolean mayRun(String id) {
        ContainerFiles files = parts.store().files(id);
        return parts.status(files).running() || Sweeper.isAttended(files) || isBusy(parts.store(), id);
    }

    private List<Path> lostMounts() {
        List<Path> lost = new ArrayList<>();
        Path mounts = runRoot.resolve("rootfs");
        for (String id : ContainerStore.entries(mounts)) {
            // an image's mount has another sort of name, and a container's may be held for a user
            boolean held = MountHolds.of(runRoot).isHeld(id);
            if (Ids.isId(id) && !held && !mayRun(id)) {
                lost.add(mounts.resolve(id));
            }
        }
        return lost;
    }

    private List<Path> lostNamespaces() {
        List<Path> lost = new ArrayList<>();
        Path namespaces = runRoot.resolve("netns");
        for (String id : ContainerStore.entries(namespaces)) {
            if (!mayRun(id)) {
                lost.add(namespaces.resolve(id));
            }
        }
        return lost;
    }

    /** What is not below the root is shown by its whole path. */
    private void add(List<Finding> found, Path object, String problem) {
        Path shown = object.startsWith(root) ? root.relativize(object) : object;
        found.add(new Finding(Kind.LEFTOVER, shown.toString(), problem));
    }
}
