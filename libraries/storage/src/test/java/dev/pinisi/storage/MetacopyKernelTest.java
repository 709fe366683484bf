package dev.pinisi.storage;

import java.util.List;

class MetacopyKernelTest extends RootFilesystemContract {
    @Override
    String driver() {
        return "overlay";
    }

    @Override
    List<String> driverOptions() {
        return List.of("overlay.mountopt=metacopy=on,redirect_dir=on");
    }
}
