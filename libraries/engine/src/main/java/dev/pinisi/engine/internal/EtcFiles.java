package dev.pinisi.engine.internal;

import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.NetworkSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the files that the engine binds over the image's: hostname, hosts, resolv.conf, .containerenv. */
final class EtcFiles {
    private static final Path HOST_RESOLV_CONF = Path.of("/etc/resolv.conf");
    /** Where systemd-resolved keeps the real name servers while resolv.conf names its own stub. */
    private static final Path RESOLVED_CONF = Path.of("/run/systemd/resolve/resolv.conf");

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
        StringBuilder out = new StringBuilder(256);
        for (String entry : record.spec().network().hosts()) {
            int colon = entry.indexOf(':');
            String address = entry.substring(colon + 1);
            String shown = address.equals("host-gateway") && !network.gateway().isEmpty() ? network.gateway() : address;
            out.append(shown)
                    .append('\t')
                    .append(entry.substring(0, colon).replace(';', ' '))
                    .append('\n');
        }
        String base = AtomicFiles.readText(Path.of("/etc/hosts"));
        out.append(base.isEmpty() ? "127.0.0.1\tlocalhost\n::1\tlocalhost" : base)
                .append('\n');
        if (!network.gateway().isEmpty()) {
            out.append(network.gateway()).append("\thost.containers.internal host.docker.internal\n");
        }
        String own = network.address().isEmpty() ? "127.0.0.1" : network.address();
        if (!(record.spec().network().mode() instanceof NetworkMode.Host)) {
            out.append(own).append('\t').append(SpecGenerator.hostname(record));
            out.append(' ').append(record.name()).append('\n');
        }
        return out.toString();
    }

    private String resolvConf(NetworkSettings settings) {
        StringBuilder out = new StringBuilder(128);
        boolean reachesHost = settings.mode() instanceof NetworkMode.Host;
        List<String> host = lines(AtomicFiles.readText(HOST_RESOLV_CONF));
        if (!reachesHost && settings.dns().isEmpty() && onlyLoopback(host)) {
            List<String> real = lines(AtomicFiles.readText(RESOLVED_CONF));
            host = real.isEmpty() ? host : real;
        }
        keyed(out, "search", settings.dnsSearch(), host);
        if (settings.dns().isEmpty()) {
            for (String line : host) {
                boolean server = line.startsWith("nameserver");
                if (server && (reachesHost || !isLoopback(line))) {
                    out.append(line).append('\n');
                }
            }
        }
        for (String server : settings.dns()) {
            out.append("nameserver ").append(server).append('\n');
        }
        keyed(out, "options", settings.dnsOptions(), host);
        return out.toString();
    }

    /** The user's words for a key, else the host's line; a search domain {@code .} means none. */
    private static void keyed(StringBuilder out, String key, List<String> words, List<String> host) {
        if (!words.isEmpty()) {
            if (!words.contains(".")) {
                out.append(key).append(' ').append(String.join(" ", words)).append('\n');
            }
            return;
        }
        for (String line : host) {
            if (line.startsWith(key + " ")) {
                out.append(line).append('\n');
            }
        }
    }

    private static boolean onlyLoopback(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("nameserver") && !isLoopback(line)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoopback(String line) {
        String address = line.substring("nameserver".length()).trim();
        return address.startsWith("127.") || address.equals("::1");
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            lines.add(text.substring(start, end).trim());
            start = end + 1;
        }
        return lines;
    }

    private String containerEnv() {
        return "engine=\"pinisi\"\nname=\"" + record.name() + "\"\nid=\"" + record.id() + "\"\nimage=\""
                + record.imageName() + "\"\nimageid=\"" + record.imageId() + "\"\nrootless=0\n";
    }
}
