package dev.pinisi.engine.internal;

import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.NetworkSettings;
import dev.pinisi.network.HostEntry;
import dev.pinisi.network.HostsFile;
import dev.pinisi.network.ResolvConf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the files that the engine binds over the image's: hostname, hosts, resolv.conf, .containerenv. */
final class EtcFiles {
    private static final Path HOST_HOSTS = Path.of("/etc/hosts");

    private final ContainerRecord record;
    private final ContainerFiles files;
    private final Map<String, String> bound = new LinkedHashMap<>();

    private EtcFiles(ContainerRecord record, ContainerFiles files) {
        this.record = record;
        this.files = files;
    }

    /** Writes them into the bundle; returns destination to source. */
    static Map<String, String> write(ContainerRecord record, ContainerFiles files, NetworkStatus network) {
        EtcFiles etc = new EtcFiles(record, files);
        etc.write(network);
        return etc.bound;
    }

    /**
     * Users and groups that the image does not know, with an entry for those of this container: programs that ask who
     * they are would fail. Writes nothing if it knows them, or has no such files.
     */
    static Map<String, String> identities(ContainerFiles files, Path rootfs, User user) {
        Map<String, String> bound = new LinkedHashMap<>();
        if (!user.named()) {
            add(
                    bound,
                    files,
                    rootfs,
                    "passwd",
                    user.uid() + ":*:" + user.uid() + ":" + user.gid() + ":container user:" + user.home()
                            + ":/bin/sh\n");
        }
        if (!user.grouped()) {
            add(bound, files, rootfs, "group", user.gid() + ":x:" + user.gid() + ":" + user.uid() + "\n");
        }
        return bound;
    }

    private static void add(
            Map<String, String> bound, ContainerFiles files, Path rootfs, String database, String entry) {
        String text = RootFiles.database(rootfs, database);
        if (!text.isEmpty()) {
            Path file = files.bundle().resolve(database);
            AtomicFiles.writePlain(file, text + (text.endsWith("\n") ? "" : "\n") + entry);
            bound.put("/etc/" + database, file.toString());
        }
    }

    private void write(NetworkStatus network) {
        NetworkSettings settings = record.spec().network();
        bind("/etc/hostname", files.hostname(), SpecGenerator.hostname(record) + "\n");
        if (!settings.noHosts()) {
            bind("/etc/hosts", files.hosts(), hosts(network));
        }
        boolean isolated =
                settings.mode() instanceof NetworkMode.None && settings.dns().isEmpty();
        if (!isolated && !settings.dns().contains("none")) {
            bind("/etc/resolv.conf", files.resolvConf(), resolvConf(settings));
        }
        bind("/run/.containerenv", files.containerEnv(), containerEnv());
    }

    private void bind(String destination, Path source, String content) {
        AtomicFiles.writePlain(source, content);
        bound.put(destination, source.toString());
    }

    private String hosts(NetworkStatus network) {
        Optional<String> gateway = network.gateway().isEmpty() ? Optional.empty() : Optional.of(network.gateway());
        List<HostEntry> added = new ArrayList<>();
        for (String entry : record.spec().network().hosts()) {
            added.add(HostEntry.parse(entry, gateway));
        }
        String base = AtomicFiles.readText(HOST_HOSTS);
        return HostsFile.content(base, added, ownEntry(network), gateway);
    }

    private Optional<HostEntry> ownEntry(NetworkStatus network) {
        if (record.spec().network().mode() instanceof NetworkMode.Host) {
            return Optional.empty();
        }
        String address = network.address().isEmpty() ? "127.0.0.1" : network.address();
        return Optional.of(new HostEntry(address, List.of(SpecGenerator.hostname(record), record.name())));
    }

    private static String resolvConf(NetworkSettings settings) {
        boolean shared = settings.mode() instanceof NetworkMode.Host;
        ResolvConf host = shared ? ResolvConf.ofHost() : ResolvConf.ofHostFromOutside();
        return host.replacedBy(settings.dns(), settings.dnsSearch(), settings.dnsOptions())
                .content();
    }

    private String containerEnv() {
        return "engine=\"pinisi\"\nname=\"" + record.name() + "\"\nid=\"" + record.id() + "\"\nimage=\""
                + record.imageName() + "\"\nimageid=\"" + record.imageId() + "\"\nrootless=0\n";
    }
}
