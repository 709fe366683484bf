package dev.pinisi.storage.internal;

import dev.pinisi.storage.DriverReport;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoreOptions;
import dev.pinisi.storage.spi.Driver;
import dev.pinisi.storage.spi.Driver.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drivers, and which of them new root file systems use. What was found out is kept until the next reboot. */
public final class Drivers {
    /** In the order in which they are tried. */
    private static final List<String> ALL = List.of(OverlayDriver.ID, BtrfsDriver.ID, VfsDriver.ID);

    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final StoreOptions wanted;
    private @Nullable Driver chosen;
    private List<String> options = List.of();
    private long size;

    Drivers(Layout layout, ObjectLocks locks, Staging staging, StoreOptions wanted) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.wanted = wanted;
    }

    /** The driver for what is created now. */
    synchronized Driver chosen() {
        Driver known = chosen;
        if (known == null) {
            DriverMemory memory = new DriverMemory(layout.runRoot(), wanted);
            Optional<List<String>> lines = memory.read();
            known = lines.isPresent() ? remembered(lines.get()) : find(memory);
            chosen = known;
        }
        return known;
    }

    /** The options of what is created now. */
    synchronized List<String> options() {
        chosen();
        return options;
    }

    /** The most bytes that a container may write which says nothing of that; 0 for any number. */
    synchronized long size() {
        chosen();
        return size;
    }

    private Driver remembered(List<String> lines) {
        size = Long.parseLong(lines.get(1));
        options = List.copyOf(lines.subList(2, lines.size()));
        return named(lines.getFirst());
    }

    private Driver find(DriverMemory memory) {
        Map<String, String> refused = new LinkedHashMap<>();
        Driver driver = find(refused);
        List<String> lines = new ArrayList<>();
        lines.add(driver.id());
        lines.add(Long.toString(size));
        lines.addAll(options);
        memory.write(lines);
        return driver;
    }

    private Driver find(Map<String, String> refused) {
        DriverRequest request = DriverRequest.of(wanted);
        DriverOptions given = DriverOptions.parse(request.options());
        List<String> candidates =
                request.driver().isPresent() ? List.of(request.driver().get()) : ALL;
        for (String id : candidates) {
            Driver driver = named(id);
            switch (tryOut(driver, given.of(id))) {
                case Trial.Works works -> {
                    options = works.options();
                    size = given.size(id);
                    return driver;
                }
                case Trial.Fails fails -> refused.put(id, fails.reason());
            }
        }
        throw none(request, refused);
    }

    private StorageException none(DriverRequest request, Map<String, String> refused) {
        StringBuilder reasons = new StringBuilder();
        for (Map.Entry<String, String> each : refused.entrySet()) {
            reasons.append(reasons.isEmpty() ? "" : "; ")
                    .append(each.getKey())
                    .append(": ")
                    .append(each.getValue());
        }
        if (request.driver().isEmpty()) {
            return new StorageException(
                    Kind.UNSUPPORTED, "find a storage driver for " + layout.root() + ": none works: " + reasons);
        }
        String id = request.driver().get();
        return new StorageException(
                Kind.UNSUPPORTED,
                "use the storage driver " + id + request.by() + " for " + layout.root() + ": " + refused.get(id)
                        + "; use another place with --root, or the driver vfs");
    }

    private Trial tryOut(Driver driver, List<String> given) {
        try (Claim claim = staging.begin()) {
            Path scratch = claim.fresh(Probe.KIND);
            SmallFiles.makeDirectories(scratch);
            Trial trial = driver.tryOut(scratch, given);
            driver.discard(scratch);
            return trial;
        }
    }

    synchronized DriverReport report() {
        Map<String, String> refused = new LinkedHashMap<>();
        Driver driver = find(refused);
        return new DriverReport(driver.id(), FileSystems.type(layout.root()), options, reason(refused), refused);
    }

    private String reason(Map<String, String> refused) {
        DriverRequest request = DriverRequest.of(wanted);
        if (request.driver().isPresent()) {
            return "it was asked for" + request.by();
        }
        return refused.isEmpty()
                ? "it is the first choice, and works here"
                : "it works here, unlike " + String.join(" and ", refused.keySet());
    }

    /**
     * The driver of that name.
     *
     * @throws StorageException INVALID, if there is none
     */
    Driver named(String id) {
        return switch (id) {
            case OverlayDriver.ID -> new OverlayDriver(layout);
            case BtrfsDriver.ID -> new BtrfsDriver(locks, staging);
            case VfsDriver.ID -> new VfsDriver();
            default -> throw unknown(id);
        };
    }

    /**
     * Makes sure that there is a driver of that name.
     *
     * @throws StorageException INVALID, if there is none
     */
    public static void requireName(String id) {
        if (!ALL.contains(id)) {
            throw unknown(id);
        }
    }

    private static StorageException unknown(String id) {
        return new StorageException(
                Kind.INVALID, "the storage driver \"" + id + "\" is unknown; there are overlay, btrfs and vfs");
    }
}
