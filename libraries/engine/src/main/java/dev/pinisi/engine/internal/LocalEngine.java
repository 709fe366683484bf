package dev.pinisi.engine.internal;

import dev.pinisi.engine.CheckOptions;
import dev.pinisi.engine.CheckReport;
import dev.pinisi.engine.Containers;
import dev.pinisi.engine.DiskUsage;
import dev.pinisi.engine.Engine;
import dev.pinisi.engine.EngineInfo;
import dev.pinisi.engine.EngineOptions;
import dev.pinisi.engine.Images;
import dev.pinisi.engine.Volumes;
import dev.pinisi.linux.Namespaces;
import dev.pinisi.linux.Processes;
import dev.pinisi.linux.Signals;
import dev.pinisi.linux.Sockets;
import dev.pinisi.linux.Spawn;

/** The engine over a store on this host. */
public final class LocalEngine implements Engine {
    private final EngineOptions options;
    private final LazyStore store;
    private final Parts parts;

    public LocalEngine(EngineOptions options) {
        this.options = options;
        store = new LazyStore(options);
        ContainerStore containers = new ContainerStore(options.root(), options.runRoot());
        parts = new Parts(
                options,
                containers,
                new Programs(options),
                new StorageRootfs(store, options.runRoot().resolve("held")),
                new BridgeNetworks(options.runRoot(), Namespaces.system()),
                new VolumeStore(options.root(), containers, store),
                Spawn.system(),
                Processes.system(),
                Signals.system(),
                Sockets.system());
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public Containers containers() {
        return new LocalContainers(parts, store);
    }

    @Override
    public Images images() {
        return new LocalImages(parts, store);
    }

    @Override
    public Volumes volumes() {
        return parts.volumes();
    }

    @Override
    public EngineInfo info() {
        return new HostReport(parts, store).info();
    }

    @Override
    public CheckReport check(CheckOptions options) {
        return new HostCheck(parts, store).run(options);
    }

    @Override
    public DiskUsage usage() {
        return new Measuring(this, store.get()).take();
    }

    @Override
    public void close() {
        // every file and socket is closed by who opened it; nothing stays open between two calls
    }
}
