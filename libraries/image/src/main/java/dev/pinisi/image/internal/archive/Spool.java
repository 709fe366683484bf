package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.ReadAhead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes any archive one that can be read at any place: pipes and compressed files are put down first. */
public final class Spool {
    private static final int MAGIC = 6;

    private Spool() {}

    /** The files of a directory or archive. */
    public static FileSet open(Path place, Path temporary) {
        if (Files.isDirectory(place)) {
            return new DirectoryFiles(place);
        }
        if (!Files.exists(place)) {
            throw new ImageException(Kind.NO_PLACE, place + ": no such file or directory");
        }
        try {
            if (Files.isRegularFile(place) && compressionOf(place) == Decompression.NONE) {
                return new TarFiles(place, false);
            }
            try (InputStream in = Files.newInputStream(place)) {
                return read(in, temporary);
            }
        } catch (ImageException e) {
            throw e.kind() == Kind.UNSUPPORTED ? e.within(place.toString()) : e;
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, place + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The files of the archive that comes through a stream. */
    public static FileSet read(InputStream stream, Path temporary) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(temporary), "archive-", ".tar");
            try {
                put(stream, file);
                return new TarFiles(file, true);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, "the archive cannot be read: " + e.getMessage(), e);
        }
    }

    private static void put(InputStream stream, Path file) throws IOException {
        byte[] piece = new byte[ReadAhead.PIECE];
        InputStream in = Decompression.open(stream);
        try (OutputStream out = Files.newOutputStream(file)) {
            int count = in.readNBytes(piece, 0, piece.length);
            while (count > 0) {
                out.write(piece, 0, count);
                count = in.readNBytes(piece, 0, piece.length);
            }
        }
    }

    private static Decompression compressionOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Decompression.of(in.readNBytes(MAGIC));
        }
    }
}
