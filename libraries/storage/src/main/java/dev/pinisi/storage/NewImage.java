package dev.pinisi.storage;

import dev.pinisi.image.spi.ImageDestination;
import java.io.IOException;
import java.io.InputStream;

/** Takes one image in, also one that is being made here: the digests of its layers need not be known before. */
public interface NewImage extends ImageDestination {
    /**
     * Unpacks a layer. It stays until this is closed, and as long as an image or a container has it.
     *
     * @param tar its archive, uncompressed; read to its end, the caller closes it
     * @return what it turned out to be; its DiffID among that
     * @throws IOException if reading fails
     * @throws StorageException INVALID if the archive is malformed or hostile; NO_SPACE, IO
     */
    LayerInfo addLayer(InputStream tar) throws IOException;
}
