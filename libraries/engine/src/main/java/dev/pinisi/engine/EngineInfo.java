package dev.pinisi.engine;

import java.nio.file.Path;

/**
 * What {@code info} says of the engine.
 *
 * @param version ours
 * @param root the store
 * @param runRoot the store's part that ends with the boot
 * @param storageDriver {@code overlay}
 * @param images how many
 * @param containers how many
 * @param running how many of them run
 * @param cgroups {@code v1}, {@code hybrid} or {@code v2}
 * @param runtime the OCI runtime's path; empty if it is not there
 * @param monitor the monitor's path; empty if it is not there
 * @param aotCache the AOT cache that this JVM runs from; empty if none
 * @param kernel the kernel's release
 * @param processors how many
 * @param memory bytes
 */
public record EngineInfo(
        String version,
        Path root,
        Path runRoot,
        String storageDriver,
        int images,
        int containers,
        int running,
        String cgroups,
        String runtime,
        String monitor,
        String aotCache,
        String kernel,
        int processors,
        long memory) {}
