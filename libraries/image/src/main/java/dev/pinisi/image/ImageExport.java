package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.archive.DirWriter;
import dev.pinisi.image.internal.archive.DirectorySink;
import dev.pinisi.image.internal.archive.DockerArchiveWriter;
import dev.pinisi.image.internal.archive.FileSink;
import dev.pinisi.image.internal.archive.OciLayoutWriter;
import dev.pinisi.image.internal.archive.TarSink;
import dev.pinisi.image.spi.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Writes images to files that other tools read. Layers come uncompressed from a store and are written so. */
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
     * @param temporary for layers whose uncompressed size is not known beforehand
     * @throws ImageException if an image cannot be read or the place cannot be written
     */
    public static void write(List<ImageSource> images, Format format, Path place, Path temporary) {
        try {
            if (format.isDirectory()) {
                try (FileSink sink = new DirectorySink(place)) {
                    write(images, format, sink, temporary);
                }
                return;
            }
            writeFile(images, format, place.toAbsolutePath(), temporary);
        } catch (FileAlreadyExistsException e) {
            throw new ImageException(Kind.NOT_STORED, place + " exists already", e);
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, "writing " + place + ": " + e.getMessage(), e);
        }
    }

    /** Writes the images to a stream, which is not closed. */
    public static void write(List<ImageSource> images, Format format, OutputStream out, Path temporary) {
        if (format.isDirectory()) {
            throw new ImageException(Kind.INVALID, format + " is a directory; name one with --output");
        }
        try (FileSink sink = new TarSink(out)) {
            write(images, format, sink, temporary);
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, "writing the archive: " + e.getMessage(), e);
        }
    }

    private static void writeFile(List<ImageSource> images, Format format, Path place, Path temporary)
            throws IOException {
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            // a device or pipe is written as it is
            try (OutputStream out = Files.newOutputStream(place)) {
                write(images, format, out, temporary);
            }
            return;
        }
        Path staging = Files.createTempFile(place.getParent(), "." + place.getFileName() + ".", "");
        try {
            try (OutputStream out = Files.newOutputStream(staging)) {
                write(images, format, out, temporary);
            }
            Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staging);
        }
    }

    private static void write(List<ImageSource> images, Format format, FileSink sink, Path temporary)
            throws IOException {
        switch (format) {
            case DOCKER_ARCHIVE -> {
                DockerArchiveWriter writer = new DockerArchiveWriter(sink, temporary);
                for (ImageSource image : images) {
                    add(image, writer::add);
                }
                writer.finish();
            }
            case OCI_ARCHIVE, OCI_DIRECTORY -> {
                OciLayoutWriter writer = new OciLayoutWriter(sink);
                for (ImageSource image : images) {
                    add(image, writer::add);
                }
                writer.finish();
            }
            case DOCKER_DIRECTORY -> {
                if (images.size() != 1) {
                    throw new ImageException(Kind.INVALID, "docker-dir takes one image, not " + images.size());
                }
                add(images.get(0), new DirWriter(sink, temporary)::write);
            }
        }
    }

    /** How a format's writer takes an image. */
    private interface Writing {
        void write(ImageSource image) throws IOException;
    }

    private static void add(ImageSource image, Writing writing) throws IOException {
        try {
            writing.write(image);
        } catch (ImageException e) {
            throw e.within(image.name());
        }
    }
}
