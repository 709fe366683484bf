package dev.pinisi.engine.internal;

import org.jspecify.annotations.Nullable;

/** Sets a container's network up beside the thread that mounts its root file system. */
final class NetworkTask extends Thread {
    private final ContainerNetworks networks;
    private final ContainerRecord record;
    private final ContainerFiles files;
    private @Nullable NetworkStatus status;
    private @Nullable Throwable failure;

    NetworkTask(ContainerNetworks networks, ContainerRecord record, ContainerFiles files) {
        super("network");
        this.networks = networks;
        this.record = record;
        this.files = files;
    }

    @Override
    public void run() {
        try {
            status = networks.setUp(record, files.networkNamespace());
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Waits for the end; throws what the set-up threw. */
    NetworkStatus await() {
        Threads.join(this);
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return status == null ? NetworkStatus.NONE : status;
    }
}
