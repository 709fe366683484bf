package dev.pinisi.storage;

import java.util.List;

class FuseOverlayKernelTest extends RootFilesystemContract {
    @Override
    String driver() {
        return "overlay";
    }

    @Override
    List<String> driverOptions() {
        return List.of("overlay.mount_program=/usr/bin/fuse-overlayfs");
    }
}
