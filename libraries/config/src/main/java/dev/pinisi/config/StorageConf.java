package dev.pinisi.config;

import dev.pinisi.config.internal.TomlFile;
import dev.pinisi.config.internal.TomlTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * storage.conf (containers-storage.conf(5)), as far as it is about drivers and additional stores. Its other places
 * are those of another store, of another format, and are not read.
 *
 * @param driver nothing if it names none
 * @param additionalStores the roots of stores whose images are to be seen, too
 * @param options as they would be given on the command line: {@code overlay.mountopt=nodev}
 */
public record StorageConf(Optional<String> driver, List<String> options, List<String> additionalStores) {
    private static final List<String> DRIVERS = List.of("overlay", "btrfs", "vfs");
    private static final List<String> KEYS = List.of("mount_program", "mountopt", "size");

    public StorageConf {
        options = List.copyOf(options);
        additionalStores = List.copyOf(additionalStores);
    }

    /**
     * Reads one file; of one that is not there nothing is known.
     *
     * @throws ConfigException if it is wrong
     */
    public static StorageConf read(Path file) {
        TomlTable storage = TomlFile.read(file).table("storage");
        TomlTable options = storage.table("options");
        List<String> found = new ArrayList<>();
        // what is said for all drivers comes first, so that what is said for one counts
        add(options, "overlay", found);
        for (String driver : DRIVERS) {
            add(options.table(driver), driver, found);
        }
        return new StorageConf(
                storage.string("driver").filter(name -> !name.isEmpty()),
                found,
                options.strings("additionalimagestores"));
    }

    private static void add(TomlTable table, String driver, List<String> into) {
        for (String key : KEYS) {
            Optional<String> value = table.scalar(key);
            if (value.isPresent() && !value.get().isEmpty()) {
                into.add(driver + "." + key + "=" + value.get());
            }
        }
    }
}
