package dev.pinisi.storage;

class OverlayKernelTest extends RootFilesystemContract {
    @Override
    String driver() {
        return "overlay";
    }

    @Override
    int containers() {
        return 200;
    }
}
