package dev.pinisi.storage.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Mounts;
import dev.pinisi.linux.OverlayMount;
import dev.pinisi.storage.spi.Driver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel's overlayfs: a root file system is mounted at once, whatever the size of its image. */
final class OverlayDriver implements Driver {
    private final Mounts mounts = Mounts.system();

    @Override
    public String id() {
        return "overlay";
    }

    @Override
    public Optional<String> unusable(Path scratch) {
        Parts parts = new Parts(List.of(scratch.resolve("lower")), scratch, true);
        Path target = scratch.resolve(Drivers.PROBE_TARGET);
        for (Path directory : List.of(scratch.resolve("lower"), parts.upper(), parts.work(), target)) {
            SmallFiles.makeDirectories(directory);
        }
        try {
            mount(parts, target);
        } catch (LinuxException e) {
            return Optional.of("the kernel cannot mount overlayfs there (" + e.getMessage() + ")");
        } finally {
            mounts.unmount(target);
        }
        return Optional.empty();
    }

    @Override
    public void mount(Parts parts, Path target) {
        List<Path> lowers = new ArrayList<>(parts.layers());
        if (lowers.isEmpty()) {
            // an image without layers: the work directory's sibling stands for an empty one
            Path empty = parts.directory().resolve("empty");
            SmallFiles.makeDirectories(empty);
            lowers.add(empty);
        }
        OverlayMount.Writable writable = new OverlayMount.Writable(parts.upper(), parts.work());
        OverlayMount lasting = new OverlayMount(lowers, Optional.of(writable), List.of());
        if (!parts.ephemeral() || !mountVolatile(lasting, target)) {
            mounts.overlay(lasting, target);
        }
    }

    /**
     * Without {@code volatile} the kernel writes the whole file system below to the disk when it unmounts an overlay.
     *
     * @return false if the kernel, older than 5.10, does not know that
     */
    private boolean mountVolatile(OverlayMount lasting, Path target) {
        renewWork(lasting.writable().orElseThrow().work());
        try {
            mounts.overlay(new OverlayMount(lasting.lowers(), lasting.writable(), List.of("volatile")), target);
            return true;
        } catch (LinuxException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            return false;
        }
    }

    /** The kernel refuses a work directory of an earlier volatile mount, lest a power cut went unnoticed. */
    private static void renewWork(Path work) {
        Claim.remove(work);
        SmallFiles.makeDirectories(work);
    }

    @Override
    public boolean unmount(Path target) {
        return mounts.unmount(target);
    }

    @Override
    public Optional<Path> changes(Parts parts) {
        return Optional.of(parts.upper());
    }
}
