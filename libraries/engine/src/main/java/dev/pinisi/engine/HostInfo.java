package dev.pinisi.engine;

import java.util.List;

/**
 * The machine.
 *
 * @param hostname as the kernel has it
 * @param kernel the kernel's release
 * @param distribution the {@code ID} of os-release(5); empty if there is none
 * @param distributionVersion its {@code VERSION_ID}
 * @param codename its {@code VERSION_CODENAME}
 * @param processors how many
 * @param memory bytes
 * @param freeMemory bytes
 * @param swap bytes
 * @param freeSwap bytes
 * @param uptime seconds
 * @param cgroups {@code v1}, {@code hybrid} or {@code v2}
 * @param controllers of cgroups, such as {@code memory}
 * @param seccomp whether the kernel has it
 * @param apparmor whether it is active
 * @param selinux whether it is active
 */
public record HostInfo(
        String hostname,
        String kernel,
        String distribution,
        String distributionVersion,
        String codename,
        int processors,
        long memory,
        long freeMemory,
        long swap,
        long freeSwap,
        long uptime,
        String cgroups,
        List<String> controllers,
        boolean seccomp,
        boolean apparmor,
        boolean selinux) {}
