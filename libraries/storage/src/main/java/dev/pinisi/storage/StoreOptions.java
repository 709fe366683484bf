package dev.pinisi.storage;

import dev.pinisi.storage.internal.Drivers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a store is and how it works.
 *
 * @param root what must survive a reboot
 * @param runRoot what need not: mount points; on tmpfs most often
 * @param driver {@code overlay} or {@code vfs}; the first that works here if empty
 * @param limits of what a layer may hold
 */
public record StoreOptions(Path root, Path runRoot, Optional<String> driver, LayerLimits limits) {
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
        Drivers.byName(name);
        return new StoreOptions(root, runRoot, Optional.of(name), limits);
    }
}
