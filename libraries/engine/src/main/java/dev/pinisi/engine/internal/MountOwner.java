package dev.pinisi.engine.internal;

import dev.pinisi.engine.MountSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/** The option {@code U} of {@code --volume}: gives what is mounted to the user that the container runs as. */
final class MountOwner extends SimpleFileVisitor<Path> {
    /** Folders that the host itself lives in; what is below them may be given away. */
    private static final List<String> HOST_FOLDERS = List.of(
            "/",
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/etc/passwd",
            "/etc/pki",
            "/etc/shadow",
            "/home",
            "/lib",
            "/lib64",
            "/media",
            "/opt",
            "/proc",
            "/root",
            "/run",
            "/sbin",
            "/srv",
            "/sys",
            "/tmp",
            "/usr",
            "/usr/bin",
            "/usr/lib",
            "/usr/local",
            "/usr/local/lib",
            "/usr/sbin",
            "/usr/share",
            "/var",
            "/var/cache",
            "/var/lib",
            "/var/log");

    private final User user;

    private MountOwner(User user) {
        this.user = user;
    }

    /**
     * Changes the owners of all mounts that ask for it.
     *
     * @param volumes the volumes' folders by their names
     */
    static void apply(List<MountSpec> mounts, Map<String, String> volumes, User user) {
        for (MountSpec mount : mounts) {
            if (!mount.options().contains("U")) {
                continue;
            }
            if (mount instanceof MountSpec.Bind bind) {
                give(bind.source(), user);
            } else if (mount instanceof MountSpec.Volume volume) {
                give(volumes.getOrDefault(volume.name(), ""), user);
            }
        }
    }

    private static void give(String source, User user) {
        try {
            Path real = Path.of(source).toRealPath();
            if (HOST_FOLDERS.contains(real.toString())) {
                throw Invalid.option("--volume", source, "U would take " + real + " away from the host");
            }
            Files.walkFileTree(real, new MountOwner(user));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change the owner of " + source + ": " + e.getMessage(), e);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes facts) throws IOException {
        return own(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
        return own(file);
    }

    /** Links themselves, not what they lead to; nothing is written to what is right, for that loses setuid bits. */
    private FileVisitResult own(Path path) throws IOException {
        Map<String, Object> now = Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        if (!now.equals(Map.of("uid", user.uid(), "gid", user.gid()))) {
            Files.setAttribute(path, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
        }
        return FileVisitResult.CONTINUE;
    }
}
