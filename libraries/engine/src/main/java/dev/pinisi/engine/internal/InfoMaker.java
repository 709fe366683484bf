package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NetworkMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what {@code ps} shows. */
final class InfoMaker {
    private InfoMaker() {}

    static ContainerInfo info(ContainerRecord record, ContainerStatus status) {
        ContainerSpec spec = record.spec();
        return new ContainerInfo(
                record.id(),
                record.name(),
                record.imageName(),
                record.imageId(),
                command(spec),
                record.created(),
                status.start().isPresent() ? Optional.of(status.start().get().started()) : Optional.empty(),
                status.exited(),
                status.state(),
                status.exitCode(),
                status.pid(),
                spec.labels(),
                spec.network().ports(),
                mounts(spec),
                sources(spec),
                spec.network().expose(),
                networks(spec.network().mode()),
                spec.autoRemove(),
                spec.cidFile());
    }

    /** Entrypoint and command. */
    static List<String> command(ContainerSpec spec) {
        List<String> command = new ArrayList<>(spec.process().entrypoint().orElse(List.of()));
        command.addAll(spec.process().command());
        return command;
    }

    private static List<String> mounts(ContainerSpec spec) {
        List<String> destinations = new ArrayList<>(spec.mounts().size());
        for (MountSpec mount : spec.mounts()) {
            destinations.add(mount.destination());
        }
        return destinations;
    }

    private static List<String> sources(ContainerSpec spec) {
        List<String> sources = new ArrayList<>(spec.mounts().size());
        for (MountSpec mount : spec.mounts()) {
            if (mount instanceof MountSpec.Volume volume) {
                sources.add(volume.name());
            } else if (mount instanceof MountSpec.Bind bind) {
                sources.add(bind.source());
            }
        }
        return sources;
    }

    static List<String> networks(NetworkMode mode) {
        if (mode instanceof NetworkMode.Bridge bridge) {
            return bridge.networks().isEmpty() ? List.of("pinisi") : bridge.networks();
        }
        return List.of();
    }
}
