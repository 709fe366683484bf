package dev.pinisi.storage.internal;

import dev.pinisi.linux.Mounts;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.spi.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Plain copies: works on every file system, for the price of a copy of all files a container. Copies share blocks where
 * the file system can.
 */
final class VfsDriver implements Driver {
    static final String ID = "vfs";
    private static final String COPY = "copy";

    private final Mounts mounts = Mounts.system();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Trial tryOut(Path scratch, List<String> options) {
        return new Trial.Works(options);
    }

    @Override
    public void prepare(Parts parts) {
        if (parts.size() > 0) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "limit the size of a root file system: the storage driver vfs cannot, as its copies"
                            + " have the image's files too; use overlay or btrfs");
        }
    }

    @Override
    public void mount(Parts parts, Path target) {
        Path copy = parts.directory().resolve(COPY);
        if (!Files.isDirectory(copy)) {
            Path draft = parts.directory().resolve("copying");
            Claim.remove(draft);
            SmallFiles.makeDirectories(draft);
            LayerCopy.apply(parts.layers(), parts.mappings(), draft);
            RootAttributes.copy(parts.upper(), draft);
            if (parts.ephemeral()) {
                Durable.placeQuickly(draft, copy);
            } else {
                Durable.placeWhole(draft, copy);
            }
        }
        mounts.bind(copy, target);
    }

    @Override
    public boolean unmount(Path target) {
        return mounts.unmount(target);
    }

    @Override
    public Content content(Parts parts) {
        return new Content.Whole(parts.directory().resolve(COPY));
    }

    @Override
    public void discard(Path directory) {
        // nothing is faster than file by file
    }
}
