package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineOptions;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store, opened when it is first needed: {@code ps} never does. */
final class LazyStore {
    private static final List<Path> SETTINGS =
            List.of(Path.of("/etc/containers/storage.conf"), Path.of("/usr/share/containers/storage.conf"));

    private final EngineOptions options;
    private @Nullable Store store;

    LazyStore(EngineOptions options) {
        this.options = options;
    }

    synchronized Store get() {
        Store open = store;
        if (open == null) {
            open = Store.open(wanted());
            store = open;
        }
        return open;
    }

    /** What was said on the command line counts more than the environment, and that more than files. */
    private StoreOptions wanted() {
        StoreOptions wanted = StoreOptions.of(options.root(), options.runRoot());
        String driver = options.storageDriver().isEmpty() ? variable("STORAGE_DRIVER") : options.storageDriver();
        if (!driver.isEmpty()) {
            wanted = wanted.withDriver(driver);
        }
        if (!options.storageOptions().isEmpty()) {
            wanted = wanted.withDriverOptions(options.storageOptions());
        } else if (!variable("STORAGE_OPTS").isEmpty()) {
            wanted = wanted.withDriverOptions(List.of(variable("STORAGE_OPTS").split(",", -1)));
        }
        return driver.isEmpty() ? wanted.withSettings(settings()) : wanted;
    }

    /** Where containers-storage.conf(5) says that they are. */
    private static List<Path> settings() {
        String file = variable("CONTAINERS_STORAGE_CONF");
        return file.isEmpty() ? SETTINGS : List.of(Path.of(file));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
