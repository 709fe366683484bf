package dev.pinisi.engine.internal;

import java.nio.file.Path;

/** A root file system that stays mounted until this is closed. A container that does not run is locked so long. */
record HeldMount(Path path, Runnable end) implements AutoCloseable {
    /** Mounts it if need be. */
    static HeldMount of(Parts parts, ContainerRecord record) {
        String id = record.id();
        if (parts.status(parts.store().files(id)).running()) {
            return new HeldMount(parts.rootfs().of(id).path(), () -> {});
        }
        ContainerLock lock =
                ContainerLock.take(parts.store(), id).orElseThrow(() -> LocalContainers.noSuchContainer(record.name()));
        try {
            if (parts.status(lock.files()).running()) {
                lock.close();
                return new HeldMount(parts.rootfs().of(id).path(), () -> {});
            }
            boolean mounted = parts.rootfs().of(id).isMounted();
            Path path = parts.rootfs().mount(id);
            return new HeldMount(path, () -> release(parts, id, mounted, lock));
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static void release(Parts parts, String id, boolean stays, ContainerLock lock) {
        try (lock) {
            if (!stays) {
                parts.rootfs().unmount(id);
            }
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
