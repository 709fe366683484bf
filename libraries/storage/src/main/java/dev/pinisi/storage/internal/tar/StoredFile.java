package dev.pinisi.storage.internal.tar;

import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A file of a layer that stays meanwhile.
 *
 * @param layer the layer's directory
 * @param path below its tree
 */
@SuppressWarnings("ArrayRecordComponent") // paths are bytes; never compared
public record StoredFile(Path layer, byte[] path) implements HeldFile {
    @Override
    public InputStream open() throws IOException {
        try {
            return new FileStream(openFile());
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Opens it, whatever links may lead elsewhere. */
    OpenFile openFile() {
        try (Directory directory = Directory.open(layer);
                Directory tree = directory.openDirectory(LayerFiles.TREE)) {
            return tree.openFileBeneath(path);
        }
    }
}
