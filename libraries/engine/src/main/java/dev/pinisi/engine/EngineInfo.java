package dev.pinisi.engine;

import dev.pinisi.storage.DriverReport;
import java.nio.file.Path;

/**
 * What {@code info} says of the engine.
 *
 * @param version ours
 * @param root the store
 * @param runRoot the store's part that ends with the boot
 * @param allocated bytes of the file system that the store is in
 * @param used bytes of these that are in use
 * @param storage the driver of new containers, and why it is that one
 * @param images how many
 * @param containers how many
 * @param running how many of them run
 * @param runtime the OCI runtime
 * @param monitor the monitor
 * @param aotCache the AOT cache that this JVM runs from; empty if none
 * @param host what it all runs on
 */
public record EngineInfo(
        String version,
        Path root,
        Path runRoot,
        long allocated,
        long used,
        DriverReport storage,
        int images,
        int containers,
        int running,
        Program runtime,
        Program monitor,
        String aotCache,
        HostInfo host) {

    /**
     * A program that the engine starts.
     *
     * @param path empty if it is not there
     * @param version what it says to {@code --version}; empty if it says nothing
     */
    public record Program(String path, String version) {}
}
