package dev.pinisi.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class VfsOnXfsKernelTest extends RootFilesystemContract {
    @RegisterExtension
    static final LoopDisk DISK = new LoopDisk("xfs");

    @Override
    String driver() {
        return "vfs";
    }

    @Override
    Path place() {
        return DISK.root();
    }
}
