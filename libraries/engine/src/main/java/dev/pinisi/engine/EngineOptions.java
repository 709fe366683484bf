package dev.pinisi.engine;

import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StoreOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the engine keeps its files and which programs it starts.
 *
 * @param root what outlives a reboot: {@code /var/lib/pinisi}
 * @param runRoot what does not: {@code /run/pinisi}
 * @param storageDriver {@code overlay}; empty for the best that works
 * @param storageOptions of storage drivers, such as {@code overlay.size=10G}
 * @param runtime the OCI runtime, a path or a name; empty for {@code pinisi-oci}
 * @param monitor the monitor, a path or a name; empty for {@code pinisi-monitor}
 * @param home the distribution's folder, {@code libexec} and {@code bin} below it; empty for none
 * @param stopTimeout seconds between a container's stop signal and SIGKILL where the container does not say
 */
public record EngineOptions(
        Path root,
        Path runRoot,
        String storageDriver,
        List<String> storageOptions,
        String runtime,
        String monitor,
        String home,
        int stopTimeout) {

    /** The system's places; the distribution is the one that the property {@code pinisi.home} names. */
    public static EngineOptions defaults() {
        return new EngineOptions(
                Path.of("/var/lib/pinisi"),
                Path.of("/run/pinisi"),
                "",
                List.of(),
                "",
                "",
                System.getProperty("pinisi.home", ""),
                10);
    }

    public EngineOptions withRoot(Path path) {
        return new EngineOptions(
                path.toAbsolutePath().normalize(),
                runRoot,
                storageDriver,
                storageOptions,
                runtime,
                monitor,
                home,
                stopTimeout);
    }

    public EngineOptions withRunRoot(Path path) {
        return new EngineOptions(
                root,
                path.toAbsolutePath().normalize(),
                storageDriver,
                storageOptions,
                runtime,
                monitor,
                home,
                stopTimeout);
    }

    /**
     * The same with another storage driver.
     *
     * @throws StorageException if there is no such driver: also commands that only read are to say so
     */
    public EngineOptions withStorageDriver(String name) {
        StoreOptions.of(root, runRoot).withDriver(name);
        return new EngineOptions(root, runRoot, name, storageOptions, runtime, monitor, home, stopTimeout);
    }

    /**
     * The same with these options of storage drivers.
     *
     * @throws StorageException if one is unknown or wrong
     */
    public EngineOptions withStorageOptions(List<String> options) {
        StoreOptions.of(root, runRoot).withDriverOptions(options);
        return new EngineOptions(root, runRoot, storageDriver, options, runtime, monitor, home, stopTimeout);
    }

    public EngineOptions withRuntime(String pathOrName) {
        return new EngineOptions(root, runRoot, storageDriver, storageOptions, pathOrName, monitor, home, stopTimeout);
    }

    public EngineOptions withMonitor(String pathOrName) {
        return new EngineOptions(root, runRoot, storageDriver, storageOptions, runtime, pathOrName, home, stopTimeout);
    }

    public EngineOptions withStopTimeout(int seconds) {
        return new EngineOptions(root, runRoot, storageDriver, storageOptions, runtime, monitor, home, seconds);
    }
}
