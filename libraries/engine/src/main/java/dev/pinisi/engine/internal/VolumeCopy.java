package dev.pinisi.engine.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;

/** Copies what an image has at a volume's place into the new volume, with owners, modes and times. */
final class VolumeCopy {
    private final Path rootfs;

    VolumeCopy(Path rootfs) {
        this.rootfs = rootfs;
    }

    /**
     * Copies a folder of the image; nothing happens if the image has none there.
     *
     * @param place as the container sees it; links in it are followed within the root file system
     */
    void copy(String place, Path target) {
        try (Directory root = Directory.open(rootfs);
                Directory source = root.openInRoot(place.substring(1).getBytes(StandardCharsets.UTF_8))) {
            Path open = source.procPath();
            copyTree(open.toRealPath(), target);
        } catch (LinuxException notThere) {
            // nothing to copy
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the image's " + place + " to " + target + ": " + e, e);
        }
    }

    private static void copyTree(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path copy = target.resolve(source.relativize(directory).toString());
                Files.createDirectories(copy);
                copyOwnerAndMode(directory, copy);
                return FileVisitResult.CONTINUE;
            }

            // an overlay lists a name that one layer hides without need, though there is no such file
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(source.relativize(file).toString());
                if (attributes.isOther()) {
                    copyNode(file, copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A FIFO, device or socket: made anew, as opening it to copy what is in it might never end. */
    private static void copyNode(Path from, Path to) throws IOException {
        try (Directory source = Directory.open(parent(from));
                Directory target = Directory.open(parent(to))) {
            FileStatus status = source.status(name(from)).orElseThrow();
            target.makeNode(name(to), status.mode(), status.deviceMajor(), status.deviceMinor());
        }
        copyOwnerAndMode(from, to);
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private static byte[] name(Path path) {
        return String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
    }

    private static void copyOwnerAndMode(Path from, Path to) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(from, "unix:uid,gid,mode");
        Files.setAttribute(to, "unix:uid", attributes.get("uid"));
        Files.setAttribute(to, "unix:gid", attributes.get("gid"));
        Object mode = attributes.get("mode");
        Files.setAttribute(to, "unix:mode", mode instanceof Integer bits ? bits & 07777 : 0755);
    }
}
