package dev.pinisi.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class BtrfsKernelTest extends RootFilesystemContract {
    @RegisterExtension
    static final LoopDisk DISK = new LoopDisk("btrfs");

    @Override
    String driver() {
        return "btrfs";
    }

    @Override
    Path place() {
        return DISK.root();
    }

    @Override
    int containers() {
        return 200;
    }
}
