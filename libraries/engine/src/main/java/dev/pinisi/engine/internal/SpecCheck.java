package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.ResourceLimits;
import java.util.HashSet;
import java.util.Set;

/** Finds options that contradict each other, before anything is made. */
final class SpecCheck {
    private static final long MINIMUM_MEMORY = 6 << 20;

    private SpecCheck() {}

    static void check(ContainerSpec spec) {
        network(spec);
        memory(spec.resources());
        destinations(spec);
        if (spec.namespaces().uts() instanceof NamespaceMode.Host
                && !spec.hostname().isEmpty()) {
            throw Invalid.option("--hostname", spec.hostname(), "cannot be set in the host's UTS namespace");
        }
    }

    private static void network(ContainerSpec spec) {
        boolean bridged = spec.network().mode() instanceof NetworkMode.Bridge;
        boolean shared = spec.network().mode() instanceof NetworkMode.OfContainer;
        if (shared && !spec.network().ports().isEmpty()) {
            throw Invalid.option(
                    "--publish",
                    RecordWriter.modeText(spec.network().mode()),
                    "ports are published by the container whose network it is");
        }
        if (!bridged && spec.network().ip().isPresent()) {
            throw Invalid.option("--ip", spec.network().ip().get(), "an address needs --network bridge");
        }
    }

    private static void memory(ResourceLimits limits) {
        long memory = limits.memory().orElse(0);
        if (memory < 0 || (memory > 0 && memory < MINIMUM_MEMORY)) {
            throw Invalid.option("--memory", Long.toString(memory), "must be at least 6m");
        }
        long both = limits.memorySwap().orElse(-1);
        if (both >= 0 && limits.memory().isEmpty()) {
            throw Invalid.option("--memory-swap", Long.toString(both), "needs --memory, too");
        }
        if (both >= 0 && both < memory) {
            throw Invalid.option(
                    "--memory-swap", Long.toString(both), "is of memory and swap together: must not be below --memory");
        }
    }

    private static void destinations(ContainerSpec spec) {
        Set<String> seen = new HashSet<>();
        for (MountSpec mount : spec.mounts()) {
            if (!seen.add(mount.destination())) {
                throw Invalid.option(
                        "--volume", mount.destination(), "duplicate mount destination: mount one thing there only");
            }
        }
    }
}
