package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.ImageMounts;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.RootFilesystemSpec;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mounted image is a root file system that nobody can write to, with an ID that no container has: so every driver
 * mounts images, and the image stays as long as it is mounted. How often it is mounted stands in a file that a reboot
 * takes along with the mounts.
 */
final class ImageMounting implements ImageMounts {
    private static final String PREFIX = "image-";

    private final Layout layout;
    private final ObjectLocks locks;
    private final Images images;
    private final Containers roots;

    ImageMounting(Layout layout, ObjectLocks locks, Images images, Containers roots) {
        this.layout = layout;
        this.locks = locks;
        this.images = images;
        this.roots = roots;
    }

    @Override
    public Path mount(Digest image) {
        try (FileLock _ = lock(image)) {
            RootFilesystem root = fresh(image);
            if (!root.isMounted()) {
                root.mount();
                Mounts.system().makeReadOnly(root.path());
            }
            write(image, count(image) + 1);
            return root.path();
        } catch (LinuxException e) {
            throw Failures.linux("mount the image " + image.shortHex() + " at", layout.mountPoint(id(image)), e);
        }
    }

    /** What an earlier boot left is made anew: the image's layers may be other ones by now. */
    private RootFilesystem fresh(Digest image) {
        Optional<RootFilesystem> there = roots.find(id(image));
        if (there.isPresent() && there.get().isMounted()) {
            return there.get();
        }
        roots.delete(id(image));
        return roots.create(RootFilesystemSpec.of(
                        id(image),
                        images.find(image)
                                .orElseThrow(() -> new StorageException(
                                        Kind.NOT_FOUND,
                                        "mount the image " + image.shortHex() + ": it is not in the store "
                                                + layout.root())))
                .asEphemeral());
    }

    @Override
    public boolean unmount(Digest image, boolean force) {
        try (FileLock lock = lock(image)) {
            int left = force ? 0 : count(image) - 1;
            boolean mounted = Mounts.system().isMountPoint(layout.mountPoint(id(image)));
            if (mounted && left > 0) {
                write(image, left);
                return true;
            }
            write(image, 0);
            roots.delete(id(image));
            ObjectLocks.forget(lock);
            return mounted;
        }
    }

    @Override
    public Map<Digest, Path> list() {
        Map<Digest, Path> mounted = new LinkedHashMap<>();
        for (String id : roots.list()) {
            Optional<RootFilesystem> root = id.startsWith(PREFIX) ? roots.find(id) : Optional.empty();
            if (root.isPresent() && root.get().isMounted()) {
                mounted.put(root.get().image().orElseThrow(), root.get().path());
            }
        }
        return mounted;
    }

    private FileLock lock(Digest image) {
        return locks.exclusive("container-mount-" + id(image));
    }

    private static String id(Digest image) {
        return PREFIX + image.hex();
    }

    /** Whether a root file system is a mounted image's. */
    static boolean isImage(String containerId) {
        return containerId.startsWith(PREFIX);
    }

    private Path counters() {
        return layout.runRoot().resolve("image-mounts");
    }

    private Path counter(Digest image) {
        return counters().resolve(image.hex());
    }

    private int count(Digest image) {
        Optional<byte[]> text = SmallFiles.read(counter(image));
        try {
            return text.isPresent() ? Integer.parseInt(new String(text.get(), StandardCharsets.US_ASCII).strip()) : 0;
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    private void write(Digest image, int count) {
        Path file = counter(image);
        try {
            if (count == 0) {
                Files.deleteIfExists(file);
            } else {
                SmallFiles.makeDirectories(counters());
                Files.writeString(file, Integer.toString(count));
            }
        } catch (IOException e) {
            throw Failures.io("write", file, e);
        }
    }
}
