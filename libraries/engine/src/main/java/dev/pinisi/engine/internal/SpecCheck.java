package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.ResourceLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds options that contradict each other, before anything is made. */
final class SpecCheck {
    private static final long MINIMUM_MEMORY = 6 << 20;
    private static final List<String> IPC_SYSCTL = List.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private SpecCheck() {}

    static void check(ContainerSpec spec) {
        network(spec);
        memory(spec.resources());
        destinations(spec);
        sysctl(spec);
        timezone(spec.process().timezone());
        if (spec.namespaces().uts() instanceof NamespaceMode.Host
                && !spec.hostname().isEmpty()) {
            throw Invalid.option("--hostname", spec.hostname(), "cannot be set in the host's UTS namespace");
        }
    }

    /** Only what is the namespaces' own: everything else would change the host. */
    private static void sysctl(ContainerSpec spec) {
        for (String key : spec.sysctl().keySet()) {
            boolean network = key.startsWith("net.");
            boolean ipc = key.startsWith("fs.mqueue.") || IPC_SYSCTL.contains(key);
            if (!network && !ipc) {
                throw Invalid.option("--sysctl", key, "is not allowed: it belongs to no namespace of the container's");
            }
            if ((network && spec.network().mode() instanceof NetworkMode.Host)
                    || (ipc && spec.namespaces().ipc() instanceof NamespaceMode.Host)) {
                throw Invalid.option("--sysctl", key, "is not allowed in a namespace of the host's");
            }
        }
    }

    private static void timezone(String zone) {
        Path zones = Path.of("/usr/share/zoneinfo");
        if (!zone.isEmpty() && !zone.equals("local")) {
            Path file = zones.resolve(zone).normalize();
            if (!file.startsWith(zones) || !Files.isRegularFile(file)) {
                throw Invalid.option("--tz", zone, "there is no such time zone in " + zones);
            }
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
