package dev.pinisi.config;

import dev.pinisi.config.internal.DropIns;
import dev.pinisi.config.internal.TomlFile;
import dev.pinisi.config.internal.TomlTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** containers.conf (containers.conf(5)): the defaults of containers and of the engine, as far as they are honoured. */
public record ContainersConf(ContainerSettings containers, EngineSettings engine, NetworkSettings network) {

    /**
     * Reads the shipped file, the host's, the user's and their drop-ins, a later one over the earlier ones;
     * {@code CONTAINERS_CONF} names a file to read instead, {@code CONTAINERS_CONF_OVERRIDE} one to read last.
     *
     * @throws ConfigException if one of them is wrong
     */
    public static ContainersConf load(ConfigPlaces places) {
        List<TomlTable> tables = new ArrayList<>();
        for (Path file : files(places)) {
            TomlTable table = TomlFile.read(file);
            if (!table.isEmpty()) {
                tables.add(table);
            }
        }
        return new ContainersConf(
                ContainerSettings.read(tables), EngineSettings.read(tables), NetworkSettings.read(tables));
    }

    private static List<Path> files(ConfigPlaces places) {
        List<Path> files = new ArrayList<>();
        Optional<Path> instead = places.file("CONTAINERS_CONF");
        if (instead.isPresent()) {
            files.add(instead.get());
        } else {
            addWithDropIns(files, places.shipped("containers.conf"));
            addWithDropIns(files, places.etc("containers.conf"));
            addWithDropIns(files, places.user("containers.conf"));
        }
        Optional<Path> last = places.file("CONTAINERS_CONF_OVERRIDE");
        if (last.isPresent()) {
            files.add(last.get());
        }
        return files;
    }

    private static void addWithDropIns(List<Path> files, Path file) {
        files.add(file);
        files.addAll(DropIns.list(file.resolveSibling("containers.conf.d"), ".conf"));
    }
}
