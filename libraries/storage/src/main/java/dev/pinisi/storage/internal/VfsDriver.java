package dev.pinisi.storage.internal;

import dev.pinisi.linux.Mounts;
import dev.pinisi.storage.spi.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Plain copies: works on every file system, for the price of a copy of all files a container. Copies share blocks where
 * the file system can.
 */
final class VfsDriver implements Driver {
    private static final String COPY = "copy";

    private final Mounts mounts = Mounts.system();

    @Override
    public String id() {
        return "vfs";
    }

    @Override
    public Optional<String> unusable(Path scratch) {
        return Optional.empty();
    }

    @Override
    public void mount(Parts parts, Path target) {
        Path copy = parts.directory().resolve(COPY);
        if (!Files.isDirectory(copy)) {
            Path draft = parts.directory().resolve("copying");
            Claim.remove(draft);
            SmallFiles.makeDirectories(draft);
            List<Path> layers = parts.layers();
            for (int i = layers.size() - 1; i >= 0; i--) {
                LayerCopy.apply(layers.get(i), draft);
            }
            RootAttributes.copy(parts.upper(), draft);
            Durable.placeQuickly(draft, copy);
        }
        mounts.bind(copy, target);
    }

    @Override
    public boolean unmount(Path target) {
        return mounts.unmount(target);
    }

    @Override
    public Optional<Path> changes(Parts parts) {
        return Optional.empty();
    }
}
