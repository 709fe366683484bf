package dev.pinisi.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class VfsOnBtrfsKernelTest extends RootFilesystemContract {
    @RegisterExtension
    static final LoopDisk DISK = new LoopDisk("btrfs");

    @Override
    String driver() {
        return "vfs";
    }

    @Override
    Path place() {
        return DISK.root();
    }
}
