package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Writes a directory beside its place, which it takes when it is whole. */
public final class DirectorySink implements FileSink {
    private final Path place;
    private final Path staging;

    /**
     * @param place absent, or an empty directory
     */
    public DirectorySink(Path place) throws IOException {
        this.place = place.toAbsolutePath();
        Path parent = this.place.getParent();
        if (parent == null) {
            throw new IOException(place + " cannot be written");
        }
        staging = Files.createTempDirectory(Files.createDirectories(parent), "." + this.place.getFileName() + ".");
    }

    @Override
    public void put(String name, long size, InputStream content) throws IOException {
        Path file = staging.resolve(name);
        Files.createDirectories(file.getParent());
        if (Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING) != size) {
            throw new IOException(name + " has not the " + size + " bytes that were announced");
        }
    }

    @Override
    public void finish() throws IOException {
        Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(staging)) {
            return;
        }
        Files.walkFileTree(staging, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
