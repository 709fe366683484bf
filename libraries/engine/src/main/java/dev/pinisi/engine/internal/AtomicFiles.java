package dev.pinisi.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** Whole files at once: readers see the old content or the new one. */
final class AtomicFiles {
    private AtomicFiles() {}

    /**
     * Replaces a file that nobody else writes at the same time.
     *
     * @param durable whether it is to survive a power cut
     */
    static void write(Path path, byte[] content, boolean durable) {
        write(path.resolveSibling(path.getFileName() + ".new"), path, content, durable);
    }

    /** Replaces a file that other processes may write at the same time; it need not survive a power cut. */
    static void writeAmongOthers(Path path, byte[] content) {
        write(path.resolveSibling(path.getFileName() + "." + Ids.id()), path, content, false);
    }

    private static void write(Path staged, Path path, byte[] content, boolean durable) {
        try {
            try (FileChannel out = FileChannel.open(
                    staged,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (durable) {
                    out.force(true);
                }
            }
            Files.move(staged, path, StandardCopyOption.ATOMIC_MOVE);
            if (durable) {
                sync(Objects.requireNonNull(path.getParent()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + reason(e), e);
        }
    }

    /** Waits until the names in a folder are on the disk. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** A file that nobody reads yet. */
    static void writePlain(Path path, String content) {
        try {
            Files.write(path, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + reason(e), e);
        }
    }

    /** The content; nothing if there is no such file. */
    static Optional<byte[]> read(Path path) {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + reason(e), e);
        }
    }

    /** The content as text without space around; empty if there is no such file. */
    static String readText(Path path) {
        return new String(read(path).orElse(new byte[0]), StandardCharsets.UTF_8).trim();
    }

    static void makeDirectories(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + path + ": " + reason(e), e);
        }
    }

    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + reason(e), e);
        }
    }

    /** Removes a folder of the engine's own with all in it; what is not there is no error. */
    static void deleteTree(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                    for (Path child : children) {
                        deleteTree(child);
                    }
                }
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException gone) {
            // somebody else removes it, too
        } catch (DirectoryNotEmptyException grown) {
            // somebody put a file there meanwhile
            deleteTree(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file or directory" : String.valueOf(e.getMessage());
    }
}
