package dev.pinisi.storage;

import dev.pinisi.image.ImageDestinationContract;
import dev.pinisi.image.spi.ImageDestination;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store keeps what {@link ImageDestination} promises. */
class ImageDestinationKernelTest extends ImageDestinationContract {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private Optional<Store> store = Optional.empty();

    @Override
    protected ImageDestination open() {
        if (store.isEmpty()) {
            store = Optional.of(stores.open());
        }
        return store.get().images().newDestination();
    }
}
