package dev.pinisi.storage.internal;

import dev.pinisi.config.StorageConf;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoreOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stores whose images and layers are seen in another one. */
final class AdditionalStores {
    private static final String IN_FILES = DriverOptions.ADDITIONAL_STORE + "s";

    private AdditionalStores() {}

    /**
     * Those that the caller names; if he gives no options at all, those that the first of the files names.
     *
     * @throws StorageException UNSUPPORTED, if the caller names a place without a store of ours. In a file such a place
     *     is passed over, for the file is another tool's, too
     */
    static List<Layout> of(StoreOptions options) {
        List<Layout> stores = new ArrayList<>();
        for (String option : options.driverOptions()) {
            int equals = option.indexOf('=');
            String key = option.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
            if (key.substring(key.indexOf('.') + 1).equals(DriverOptions.ADDITIONAL_STORE)) {
                add(Path.of(option.substring(equals + 1)), options, stores, true);
            }
        }
        if (options.driverOptions().isEmpty()) {
            for (String root : inFiles(options.settings())) {
                add(Path.of(root), options, stores, false);
            }
        }
        return stores;
    }

    private static List<String> inFiles(List<Path> settings) {
        for (Path file : settings) {
            Optional<byte[]> text = SmallFiles.read(file);
            if (text.isPresent()) {
                // most files name none, and then need not be understood on the way of hot commands
                boolean named = new String(text.get(), StandardCharsets.UTF_8).contains(IN_FILES);
                return named ? StorageConf.read(file).additionalStores() : List.of();
            }
        }
        return List.of();
    }

    private static void add(Path root, StoreOptions options, List<Layout> into, boolean required) {
        Path place = root.toAbsolutePath().normalize();
        if (StoreVersion.isAt(place)) {
            into.add(new Layout(place, options.runRoot()));
        } else if (required) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "use the additional store " + place
                            + ": there is no store of this program's format; images of podman's"
                            + " store are copied with containers-storage:[overlay@" + place + "]NAME");
        }
    }
}
