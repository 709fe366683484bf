package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What a layer holds and where in its blob, for blobs that single files can be read from. */
interface TableOfContents {
    /** All entries, whiteouts among them. */
    List<ImageFile> files();

    /** Writes the content of one of the files, verified, having read nothing else of the blob. */
    void read(ImageFile file, OutputStream out) throws IOException;
}
