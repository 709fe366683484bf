package dev.pinisi.image;

import dev.pinisi.image.internal.archive.ArchiveImages;
import dev.pinisi.image.internal.archive.FileSet;
import dev.pinisi.image.internal.archive.Spool;
import dev.pinisi.image.spi.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * All the images in a file or directory, whichever of the formats it has: docker-archive, oci-archive, OCI layout, dir.
 * Files may be compressed with gzip or zstd. What can be read in place is not copied.
 */
public final class ImageArchive implements AutoCloseable {
    private final FileSet files;
    private final List<ImageSource> images;

    private ImageArchive(FileSet files, List<ImageSource> images) {
        this.files = files;
        this.images = images;
    }

    /**
     * Opens a file or directory.
     *
     * @param temporary where a compressed one, or a pipe, is put down until this archive is closed
     * @throws ImageException if it is none of the formats, or malformed
     */
    public static ImageArchive open(Path place, Path temporary) {
        return of(place.toString(), Spool.open(place, temporary));
    }

    /** Reads an archive from a stream, to its end, and puts it down below {@code temporary} until it is closed. */
    public static ImageArchive read(InputStream stream, Path temporary) {
        return of("/dev/stdin", Spool.read(stream, temporary));
    }

    /** The images, in the archive's order. Open until the archive is closed. */
    public List<ImageSource> images() {
        return images;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static ImageArchive of(String name, FileSet files) {
        try {
            return new ImageArchive(files, ArchiveImages.all(name, files));
        } catch (RuntimeException e) {
            try (files) {
                throw e;
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
                throw e;
            }
        }
    }
}
