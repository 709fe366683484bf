package dev.pinisi.image;

import dev.pinisi.image.spi.ImageDestination;

class MemoryDestinationTest extends ImageDestinationContract {
    private final MemoryDestination store = new MemoryDestination();

    @Override
    protected ImageDestination open() {
        return store;
    }
}
