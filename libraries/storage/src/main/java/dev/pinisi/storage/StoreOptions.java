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
 * @param settings files in the format of storage.conf(5): the first that exists says which driver and options to use,
 *     where these say nothing
 * @param limits of what a layer may hold
 */
public record StoreOptions(
        Path root,
        Path runRoot,
        Optional<String> driver,
        List<String> driverOptions,
        List<Path> settings,
        LayerLimits limits) {
    public StoreOptions {
        driverOptions = List.copyOf(driverOptions);
        settings = List.copyOf(settings);
    }

    /** A store whose driver has no options. */
    public StoreOptions(Path root, Path runRoot, Optional<String> driver, LayerLimits limits) {
        this(root, runRoot, driver, List.of(), List.of(), limits);
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
        return new StoreOptions(root, runRoot, Optional.of(name), driverOptions, settings, limits);
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
        return new StoreOptions(root, runRoot, driver, all, settings, limits);
    }

    /** The same with files that say what was not said here. */
    public StoreOptions withSettings(List<Path> files) {
        return new StoreOptions(root, runRoot, driver, driverOptions, files, limits);
    }
}
