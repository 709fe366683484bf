package dev.pinisi.storage;

import java.util.List;

class VolatileOverlayKernelTest extends RootFilesystemContract {
    @Override
    String driver() {
        return "overlay";
    }

    @Override
    List<String> driverOptions() {
        return List.of("overlay.mountopt=volatile,nodev");
    }
}
