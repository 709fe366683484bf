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
    static final String ID = "overlay";
    /** The option that names a program to mount with, instead of the kernel. */
    static final String PROGRAM = "mount_program";

    private static final String VOLATILE = "volatile";

    private final Mounts mounts = Mounts.system();
    private final Layout layout;

    OverlayDriver(Layout layout) {
        this.layout = layout;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Trial tryOut(Path scratch, List<String> options) {
        return OverlayTrial.of(this, scratch, options);
    }

    @Override
    public void prepare(Parts parts) {
        if (parts.size() > 0) {
            new ProjectLimit(layout).apply(parts.directory(), parts.size());
        }
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
        if (parts.mappings().isNone()) {
            mount(parts, lowers, target);
        } else {
            try (MappedLayers mapped = MappedLayers.mount(mounts, lowers, parts.mappings(), target)) {
                mount(parts, mapped.trees(), target);
            }
        }
    }

    private void mount(Parts parts, List<Path> lowers, Path target) {
        OverlayMount.Writable writable = new OverlayMount.Writable(parts.upper(), parts.work());
        OverlayMount lasting = new OverlayMount(lowers, Optional.of(writable), parts.options());
        if (parts.option(PROGRAM).isPresent()) {
            MountProgram.mount(parts.option(PROGRAM).get(), lasting, target);
        } else if (parts.options().contains(VOLATILE)) {
            renewWork(parts.work());
            mounts.overlay(lasting, target);
        } else if (!parts.ephemeral() || !mountVolatile(lasting, target)) {
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
        List<String> options = lasting.options().isEmpty() ? List.of(VOLATILE) : withVolatile(lasting.options());
        try {
            mounts.overlay(new OverlayMount(lasting.lowers(), lasting.writable(), options), target);
            return true;
        } catch (LinuxException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            return false;
        }
    }

    private static List<String> withVolatile(List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add(VOLATILE);
        return all;
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
    public Content content(Parts parts) {
        return UpperChanges.content(parts);
    }

    @Override
    public void discard(Path directory) {
        // nothing is faster than file by file
    }
}
