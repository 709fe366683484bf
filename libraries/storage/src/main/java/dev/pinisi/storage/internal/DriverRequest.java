package dev.pinisi.storage.internal;

import dev.pinisi.config.StorageConf;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which driver is wanted, and how.
 *
 * @param driver nothing for the first that works
 * @param by what to put behind the driver's name: the file that wants it; empty if the caller does
 */
record DriverRequest(Optional<String> driver, List<String> options, String by) {
    /** What the caller says; where he says nothing, what a file does. */
    static DriverRequest of(StoreOptions wanted) {
        if (wanted.driver().isEmpty()) {
            for (Path file : wanted.settings()) {
                if (Files.exists(file)) {
                    return read(file, wanted);
                }
            }
        }
        return new DriverRequest(wanted.driver(), wanted.driverOptions(), "");
    }

    private static DriverRequest read(Path file, StoreOptions wanted) {
        StorageConf conf = StorageConf.read(file);
        List<String> options = wanted.driverOptions().isEmpty() ? conf.options() : wanted.driverOptions();
        try {
            if (conf.driver().isPresent()) {
                Drivers.requireName(conf.driver().get());
            }
            DriverOptions.parse(options);
        } catch (StorageException e) {
            throw new StorageException(Kind.INVALID, file + ": " + e.getMessage(), e);
        }
        return new DriverRequest(conf.driver(), options, ", which " + file + " wants,");
    }
}
