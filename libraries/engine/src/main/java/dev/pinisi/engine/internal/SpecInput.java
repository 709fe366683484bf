package dev.pinisi.engine.internal;

import java.util.List;
import java.util.Map;

/**
 * All that a container's config.json is made from.
 *
 * @param rootfs the mounted root file system
 * @param user who its first process runs as
 * @param volumes the mounts of volumes, name to the folder on the host
 * @param namespaces the kind ({@code network}, {@code pid} …) to the path of a namespace to join
 * @param etc which of the engine's own files under /etc to bind: destination to file on the host
 * @param initProgram the small init on the host; empty for none
 * @param devices found on the host
 * @param seccomp gives the default seccomp profile
 */
record SpecInput(
        ContainerRecord record,
        HostFacts host,
        String rootfs,
        User user,
        Map<String, String> volumes,
        Map<String, String> namespaces,
        Map<String, String> etc,
        String initProgram,
        List<Device> devices,
        SeccompProfiles seccomp) {}
