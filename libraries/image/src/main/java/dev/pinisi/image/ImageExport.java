package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.archive.DirDestination;
import dev.pinisi.image.internal.archive.DirectorySink;
import dev.pinisi.image.internal.archive.DockerArchiveWriter;
import dev.pinisi.image.internal.archive.FileSink;
import dev.pinisi.image.internal.archive.LayoutWriter;
import dev.pinisi.image.internal.archive.TarFileSink;
import dev.pinisi.image.internal.archive.TarStreamSink;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes images to files that other tools read. A docker-archive has its layers uncompressed, OCI formats have them
 * compressed with gzip unless they are compressed already, docker-dir has them as they come.
 */
public final class ImageExport {

    /** What podman calls {@code --format}. */
    public enum Format {
        DOCKER_ARCHIVE("docker-archive"),
        OCI_ARCHIVE("oci-archive"),
        OCI_DIRECTORY("oci-dir"),
        DOCKER_DIRECTORY("docker-dir");

        private final String title;

        Format(String title) {
            this.title = title;
        }

        /** The format of that name. */
        public static Format of(String name) {
            for (Format format : values()) {
                if (format.title.equals(name)) {
                    return format;
                }
            }
            throw new ImageException(
                    Kind.INVALID,
                    "unknown format \"" + name + "\": docker-archive, oci-archive, oci-dir or docker-dir expected");
        }

        /** Whether it is a directory, which cannot go through a stream. */
        public boolean isDirectory() {
            return this == OCI_DIRECTORY || this == DOCKER_DIRECTORY;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private ImageExport() {}

    /**
     * Writes the images to a file or directory, which appears when it is whole.
     *
     * @throws ImageException if an image cannot be read or the place cannot be written
     */
    public static void write(List<ImageSource> images, Format format, Path place, Path temporary) {
        if (Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place)) {
            // a device or pipe is written as it is
            try (OutputStream out = Files.newOutputStream(place)) {
                write(images, format, out, temporary);
                return;
            } catch (IOException e) {
                throw new ImageException(Kind.NOT_STORED, "writing " + place + ": " + e.getMessage(), e);
            }
        }
        try {
            if (format == Format.DOCKER_DIRECTORY) {
                writeDirectory(images, place);
                return;
            }
            try (FileSink sink = format.isDirectory() ? new DirectorySink(place) : TarFileSink.at(place)) {
                write(images, format, sink);
            }
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, "writing " + place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the images to a stream, which is not closed.
     *
     * @param temporary for layers whose size is not known beforehand
     */
    public static void write(List<ImageSource> images, Format format, OutputStream out, Path temporary) {
        if (format.isDirectory()) {
            throw new ImageException(Kind.INVALID, format + " is a directory; name one with --output");
        }
        try (FileSink sink = new TarStreamSink(out, temporary)) {
            write(images, format, sink);
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, "writing the archive: " + e.getMessage(), e);
        }
    }

    private static void writeDirectory(List<ImageSource> images, Path place) throws IOException {
        if (images.size() != 1) {
            throw new ImageException(Kind.INVALID, "docker-dir takes one image, not " + images.size());
        }
        TransferOptions options =
                TransferOptions.builder().format(TransferOptions.Format.DOCKER).build();
        try (BlobDestination destination = DirDestination.at(place.toString(), place)) {
            ImageCopier.copy(images.getFirst(), destination, options);
        }
    }

    private static void write(List<ImageSource> images, Format format, FileSink sink) throws IOException {
        if (format == Format.DOCKER_ARCHIVE) {
            DockerArchiveWriter writer = new DockerArchiveWriter(format.toString(), sink);
            for (ImageSource image : images) {
                add(image, writer.image(image.names()));
            }
            writer.finish();
            return;
        }
        LayoutWriter writer = format == Format.OCI_ARCHIVE
                ? LayoutWriter.archive(format.toString(), sink, LayerForm.COMPRESSED)
                : LayoutWriter.of(format.toString(), sink, LayerForm.COMPRESSED);
        for (ImageSource image : images) {
            add(image, writer.image(image.names()));
        }
        writer.finish();
    }

    private static void add(ImageSource image, BlobDestination destination) throws IOException {
        try (destination) {
            ImageCopier.copy(image, destination, TransferOptions.defaults());
        }
    }
}
