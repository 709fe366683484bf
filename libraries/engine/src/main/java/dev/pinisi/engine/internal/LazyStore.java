package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineOptions;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoreOptions;
import org.jspecify.annotations.Nullable;

/** The store, opened when it is first needed: {@code ps} never does. */
final class LazyStore {
    private final EngineOptions options;
    private @Nullable Store store;

    LazyStore(EngineOptions options) {
        this.options = options;
    }

    synchronized Store get() {
        Store open = store;
        if (open == null) {
            StoreOptions places = StoreOptions.of(options.root(), options.runRoot());
            open = Store.open(options.storageDriver().isEmpty() ? places : places.withDriver(options.storageDriver()));
            store = open;
        }
        return open;
    }
}
