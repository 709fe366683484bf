package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSize;
import dev.pinisi.engine.EngineException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.RootFilesystemSpec;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoredImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Root file systems from the storage library. */
final class StorageRootfs implements ContainerRootfs {
    private final LazyStore store;
    private final Path held;

    /**
     * @param held where {@link MountHolds} has its files
     */
    StorageRootfs(LazyStore store, Path held) {
        this.store = store;
        this.held = held;
    }

    @Override
    public void create(String id, String imageId, boolean ephemeral, long size) {
        StoredImage image = store.get()
                .images()
                .find(new Digest("sha256", imageId))
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.NO_SUCH_IMAGE, imageId, "the image " + imageId + " was just removed"));
        RootFilesystemSpec spec = RootFilesystemSpec.of(id, image);
        spec = ephemeral ? spec.asEphemeral() : spec;
        store.get().rootFilesystems().create(size > 0 ? spec.withSize(size) : spec);
    }

    @Override
    public boolean exists(String id) {
        return store.get().rootFilesystems().find(id).isPresent();
    }

    @Override
    public RootFilesystem of(String id) {
        return store.get()
                .rootFilesystems()
                .find(id)
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.DAMAGED_STATE,
                        id,
                        "the root file system of container " + id + " is gone: remove the container"));
    }

    @Override
    public Store store() {
        return store.get();
    }

    @Override
    public Path mount(String id) {
        return of(id).mount();
    }

    @Override
    public void unmount(String id) {
        if (Files.exists(held.resolve(id))) {
            return;
        }
        Optional<RootFilesystem> rootfs = store.get().rootFilesystems().find(id);
        if (rootfs.isPresent()) {
            rootfs.get().unmount();
        }
    }

    @Override
    public void delete(String id) {
        AtomicFiles.delete(held.resolve(id));
        store.get().rootFilesystems().delete(id);
    }

    @Override
    public ContainerSize size(String id) {
        Optional<RootFilesystem> rootfs = store.get().rootFilesystems().find(id);
        long changed = rootfs.isPresent() ? rootfs.get().changedSize() : 0;
        Optional<StoredImage> image =
                rootfs.flatMap(RootFilesystem::image).flatMap(store.get().images()::find);
        return new ContainerSize(
                changed, changed + (image.isPresent() ? image.get().size() : 0));
    }

    @Override
    public Map<String, String> describe(String id) {
        Map<String, String> data = new LinkedHashMap<>();
        Optional<RootFilesystem> rootfs = store.get().rootFilesystems().find(id);
        if (rootfs.isPresent()) {
            data.put("MergedDir", rootfs.get().path().toString());
        }
        return data;
    }
}
