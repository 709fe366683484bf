package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineOptions;
import dev.pinisi.linux.Processes;
import dev.pinisi.linux.Signals;
import dev.pinisi.linux.Sockets;
import dev.pinisi.linux.Spawn;
import java.nio.file.Path;

/** What the engine's own parts work with; tests put fakes here. */
record Parts(
        EngineOptions options,
        ContainerStore store,
        Programs programs,
        ContainerRootfs rootfs,
        ContainerNetworks networks,
        VolumeStore volumes,
        Spawn spawn,
        Processes processes,
        Signals signals,
        Sockets sockets) {

    /** The runtime that this container was created for. */
    RuntimeCommand runtime(ContainerRecord record) {
        return new RuntimeCommand(programs.runtime(record.runtime()), runtimeState(), spawn);
    }

    /** Apart from what others run by the same runtime, and gone after a reboot. */
    Path runtimeState() {
        return options.runRoot().resolve("oci");
    }

    ContainerStatus status(ContainerFiles files) {
        return ContainerStatus.of(files, processes);
    }

    MountHolds holds() {
        return MountHolds.of(options.runRoot());
    }
}
