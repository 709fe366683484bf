package dev.pinisi.storage.internal;

import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.spi.Driver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drivers, and which of them new root file systems use. What was found out is kept until the next reboot. */
public final class Drivers {
    static final String PROBE = "probe";
    static final String PROBE_TARGET = "merged";
    private static final List<Driver> ALL = List.of(new OverlayDriver(), new VfsDriver());

    private final Layout layout;
    private final Optional<String> wanted;
    private @Nullable Driver chosen;

    Drivers(Layout layout, Optional<String> wanted) {
        this.layout = layout;
        this.wanted = wanted;
    }

    /** The driver for what is created now. */
    synchronized Driver chosen() {
        Driver known = chosen;
        if (known == null) {
            known = wanted.isPresent() ? required(wanted.get()) : remembered();
            chosen = known;
        }
        return known;
    }

    /** The driver by which something was created; the chosen one if that is unknown. */
    Driver of(Optional<String> id) {
        return id.isPresent() ? byName(id.get()) : chosen();
    }

    private Driver required(String id) {
        Driver driver = byName(id);
        Path memory = layout.runRoot().resolve("driver-" + id);
        if (SmallFiles.read(memory).isEmpty()) {
            Optional<String> reason = tryOut(driver);
            if (reason.isPresent()) {
                throw new StorageException(
                        Kind.UNSUPPORTED,
                        "use the storage driver " + id + " for " + layout.root() + ": " + reason.get()
                                + "; use another place with --root, or the driver vfs");
            }
            remember(memory, id);
        }
        return driver;
    }

    private Driver remembered() {
        Path memory = layout.runRoot().resolve("driver");
        Optional<byte[]> id = SmallFiles.read(memory);
        if (id.isPresent()) {
            return byName(new String(id.get(), StandardCharsets.UTF_8));
        }
        StringBuilder reasons = new StringBuilder();
        for (Driver driver : ALL) {
            Optional<String> reason = tryOut(driver);
            if (reason.isEmpty()) {
                remember(memory, driver.id());
                return driver;
            }
            reasons.append(reasons.isEmpty() ? "" : "; ")
                    .append(driver.id())
                    .append(": ")
                    .append(reason.get());
        }
        throw new StorageException(
                Kind.UNSUPPORTED, "find a storage driver for " + layout.root() + ": none works: " + reasons);
    }

    private void remember(Path memory, String id) {
        SmallFiles.makeDirectories(layout.runRoot());
        SmallFiles.write(memory, id.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> tryOut(Driver driver) {
        try (Claim claim = new Staging(layout.staging()).begin()) {
            Path scratch = claim.fresh(PROBE);
            SmallFiles.makeDirectories(scratch);
            return driver.unusable(scratch);
        }
    }

    /**
     * The driver of that name.
     *
     * @throws StorageException INVALID, if there is none
     */
    public static Driver byName(String id) {
        for (Driver driver : ALL) {
            if (driver.id().equals(id)) {
                return driver;
            }
        }
        throw new StorageException(
                Kind.INVALID, "the storage driver \"" + id + "\" is unknown; there are overlay and vfs");
    }
}
