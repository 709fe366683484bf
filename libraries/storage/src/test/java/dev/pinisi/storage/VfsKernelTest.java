package dev.pinisi.storage;

class VfsKernelTest extends RootFilesystemContract {
    @Override
    String driver() {
        return "vfs";
    }
}
