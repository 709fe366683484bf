package dev.pinisi.image.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A blob that is read in parts at less cost than as a whole. */
public interface BlobParts {
    /**
     * Opens parts of the blob: their bytes, one part after the other and nothing between. What is read is <em>not</em>
     * verified.
     *
     * @param parts one at least, in the order of the blob, apart from each other
     * @throws dev.pinisi.image.ImageException of kind {@code UNSUPPORTED}, also while reading, if the place gives no parts
     *     after all
     */
    InputStream open(List<BlobPart> parts) throws IOException;
}
