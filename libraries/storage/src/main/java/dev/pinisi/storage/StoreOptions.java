package dev.pinisi.storage;

import dev.pinisi.storage.internal.DriverOptions;
import dev.pinisi.storage.internal.Drivers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a store is and how it works.
 *
 * @param root what must survive a reboot
 * @param runRoot what need not: mount points; on tmpfs most often
 * @param driver {@code overlay}, {@code btrfs} or {@code vfs}; the first that works here if empty
 * @param driverOptions as podman's {@code --storage-opt} has them: {@code overlay.mount_program=/usr/bin/fuse-overlayfs}
 * @param limits of what a layer may hold
 */
public record StoreOptions(
        Path root, Path runRoot, Optional<String> driver, List<String> driverOptions, LayerLimits limits) {
    public StoreOptions {
        driverOptions = List.copyOf(driverOptions);
    }

    /** A store whose driver has no options. */
    public StoreOptions(Path root, Path runRoot, Optional<String> driver, LayerLimits limits) {
        this(root, runRoot, driver, List.of(), limits);
    }

    /** A store at these places with default limits. */
    public static StoreOptions of(Path root, Path runRoot) {
        return new StoreOptions(root, runRoot, Optional.empty(), LayerLimits.DEFAULT);
    }

    /**
     * The same with another driver.
     *
     * @throws StorageException INVALID, if there is no such driver
     */
    public StoreOptions withDriver(String name) {
        Drivers.requireName(name);
        return new StoreOptions(root, runRoot, Optional.of(name), driverOptions, limits);
    }

    /**
     * The same with further options of drivers.
     *
     * @throws StorageException INVALID, if one is wrong or unknown
     */
    public StoreOptions withDriverOptions(List<String> options) {
        DriverOptions.parse(options);
        List<String> all = new ArrayList<>(driverOptions);
        all.addAll(options);
        return new StoreOptions(root, runRoot, driver, all, limits);
    }
}
