package dev.pinisi.image.spi;

import java.io.IOException;
import java.io.InputStream;

/** The content of a file in one of the layers of a place. */
public interface HeldFile {
    /** Reads it. */
    InputStream open() throws IOException;
}
