package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.linux.Subvolumes;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.spi.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Snapshots of btrfs. The layers of an image are put together once, by copies that share their blocks, in a subvolume in
 * the image's directory, which goes with the image; a container's root file system is a snapshot of it.
 */
final class BtrfsDriver implements Driver {
    static final String ID = "btrfs";
    private static final String BASE = "btrfs";
    private static final String TREE = "subvolume";
    private static final String DRAFT = "drafting";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Mounts mounts = Mounts.system();
    private final Subvolumes subvolumes;
    private final ObjectLocks locks;
    private final Staging staging;

    BtrfsDriver(ObjectLocks locks, Staging staging) {
        this(locks, staging, Subvolumes.system());
    }

    BtrfsDriver(ObjectLocks locks, Staging staging, Subvolumes subvolumes) {
        this.locks = locks;
        this.staging = staging;
        this.subvolumes = subvolumes;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Trial tryOut(Path scratch, List<String> options) {
        if (!subvolumes.isPossible(scratch)) {
            return new Trial.Fails("the store is not on btrfs but on " + FileSystems.type(scratch));
        }
        try {
            subvolumes.create(scratch.resolve(DRAFT));
            subvolumes.snapshot(scratch.resolve(DRAFT), scratch.resolve(TREE));
        } catch (LinuxException e) {
            return new Trial.Fails("snapshots cannot be made there (" + e.getMessage() + ")");
        }
        return new Trial.Works(options);
    }

    @Override
    public void prepare(Parts parts) {
        // a snapshot is made, and limited, when it is first mounted
    }

    @Override
    public void mount(Parts parts, Path target) {
        Path tree = parts.directory().resolve(TREE);
        if (!Files.isDirectory(tree)) {
            make(parts, tree);
        }
        if (parts.size() > 0) {
            subvolumes.limit(tree, parts.size());
        }
        mounts.bind(tree, target);
    }

    private void make(Parts parts, Path tree) {
        Path draft = parts.directory().resolve(DRAFT);
        remove(draft);
        if (parts.image().isPresent()) {
            subvolumes.snapshot(base(parts, parts.image().get()), draft);
        } else {
            subvolumes.create(draft);
            LayerCopy.apply(parts.layers(), parts.mappings(), draft);
        }
        if (parts.image().isPresent() && !parts.mappings().isNone()) {
            OwnerShift.apply(draft, parts.mappings());
        }
        RootAttributes.copy(parts.upper(), draft);
        Durable.placeQuickly(draft, tree);
    }

    /** The image's files, put together by the first who needs them; the container keeps the image from being removed. */
    private Path base(Parts parts, Path image) {
        Path base = image.resolve(BASE);
        if (Files.isDirectory(base)) {
            return base;
        }
        String lock = "base-" + image.getFileName();
        try (FileLock held = locks.tryExclusive(lock, PATIENCE).orElseThrow(() -> busy(image));
                Claim claim = staging.begin()) {
            if (!Files.isDirectory(base)) {
                Path staged = claim.fresh(BASE);
                subvolumes.create(staged);
                LayerCopy.apply(parts.layers(), IdMappings.NONE, staged);
                Durable.placeWhole(staged, base);
            }
            ObjectLocks.forget(held);
        }
        return base;
    }

    private static StorageException busy(Path image) {
        return new StorageException(
                Kind.BUSY,
                "put the layers of " + image + " together: another process has been at it for " + PATIENCE.toMinutes()
                        + " minutes; wait for it to end, or end it");
    }

    @Override
    public boolean unmount(Path target) {
        return mounts.unmount(target);
    }

    @Override
    public Content content(Parts parts) {
        return new Content.Whole(parts.directory().resolve(TREE));
    }

    @Override
    public void discard(Path directory) {
        destroy(directory.resolve(TREE));
        destroy(directory.resolve(DRAFT));
    }

    /** Where one may not remove subvolumes, their files can be removed, and then they are as any empty directory. */
    private boolean destroy(Path subvolume) {
        try {
            return subvolumes.destroy(subvolume);
        } catch (LinuxException forbidden) {
            return false;
        }
    }

    private void remove(Path draft) {
        if (!destroy(draft)) {
            Claim.remove(draft);
        }
    }
}
