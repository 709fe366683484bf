package dev.pinisi.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a container looks names up, resolv.conf(5).
 *
 * @param servers addresses of name servers
 * @param searches domains to try
 * @param options {@code ndots:2} and such
 */
public record ResolvConf(List<String> servers, List<String> searches, List<String> options) {
    private static final Path HOST = Path.of("/etc/resolv.conf");
    /** Where systemd-resolved, which listens on 127.0.0.53, writes the servers behind itself. */
    private static final Path BEHIND_RESOLVED = Path.of("/run/systemd/resolve/resolv.conf");

    private static final List<String> PUBLIC_SERVERS = List.of("8.8.8.8", "8.8.4.4");
    private static final long MAXIMUM_SIZE = 64 * 1024;

    public ResolvConf {
        servers = List.copyOf(servers);
        searches = List.copyOf(searches);
        options = List.copyOf(options);
    }

    /** What the host uses, and a container that shares its network; empty if it says nothing. */
    public static ResolvConf ofHost() {
        return read(HOST);
    }

    /** The same for a container with a network of its own: the servers behind systemd-resolved, none on loopback. */
    public static ResolvConf ofHostFromOutside() {
        ResolvConf host = read(HOST);
        boolean resolved = host.servers.equals(List.of("127.0.0.53")) && Files.exists(BEHIND_RESOLVED);
        return (resolved ? read(BEHIND_RESOLVED) : host).withoutLoopback();
    }

    /** Reads the text of a file; of search and options, the last line counts. */
    public static ResolvConf parse(String text) {
        List<String> servers = new ArrayList<>();
        List<String> searches = List.of();
        List<String> options = List.of();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            List<String> words = Words.of(text.substring(from, end < 0 ? text.length() : end));
            List<String> values = words.isEmpty() ? words : words.subList(1, words.size());
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "nameserver" -> servers.addAll(values.isEmpty() ? values : values.subList(0, 1));
                case "search", "domain" -> searches = values;
                case "options" -> options = values;
                default -> {}
            }
            from = end < 0 ? text.length() : end + 1;
        }
        return new ResolvConf(servers, searches, options);
    }

    /**
     * For a container with a network of its own, where the host's loopback is out of reach: without servers on it, and
     * with public ones if none is left.
     */
    ResolvConf withoutLoopback() {
        List<String> reachable = new ArrayList<>();
        for (String server : servers) {
            if (!server.startsWith("127.") && !server.equals("::1")) {
                reachable.add(server);
            }
        }
        return new ResolvConf(reachable.isEmpty() ? PUBLIC_SERVERS : reachable, searches, options);
    }

    /** What the user asks for, where it is not empty, instead of this; a search domain {@code .} means none. */
    public ResolvConf replacedBy(List<String> userServers, List<String> userSearches, List<String> userOptions) {
        List<String> search = userSearches.isEmpty() ? searches : userSearches;
        return new ResolvConf(
                userServers.isEmpty() ? servers : userServers,
                search.equals(List.of(".")) ? List.of() : search,
                userOptions.isEmpty() ? options : userOptions);
    }

    /** The text of the file. */
    public String content() {
        StringBuilder content = new StringBuilder();
        if (!searches.isEmpty()) {
            content.append("search ").append(String.join(" ", searches)).append('\n');
        }
        for (String server : servers) {
            content.append("nameserver ").append(server).append('\n');
        }
        if (!options.isEmpty()) {
            content.append("options ").append(String.join(" ", options)).append('\n');
        }
        return content.toString();
    }

    private static ResolvConf read(Path file) {
        try {
            boolean sane = Files.size(file) <= MAXIMUM_SIZE;
            return parse(sane ? Files.readString(file) : "");
        } catch (IOException none) {
            return new ResolvConf(List.of(), List.of(), List.of());
        }
    }
}
