package dev.pinisi.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text of a container's /etc/hosts, in podman's order: who stands first is found first. */
public final class HostsFile {
    private static final List<String> NAMES_OF_HOST = List.of("host.containers.internal", "host.docker.internal");

    private HostsFile() {}

    /**
     * Puts the file together.
     *
     * @param base the text to start from, the host's own file as a rule; comments are left out
     * @param added the user's entries: they go first, and no later line gives their names another address
     * @param container the container's address with its hostname and name
     * @param hostAddress where the container finds the host; empty if it cannot
     */
    public static String content(
            String base, List<HostEntry> added, Optional<HostEntry> container, Optional<String> hostAddress) {
        Set<String> defined = new HashSet<>();
        StringBuilder content = new StringBuilder();
        for (HostEntry entry : added) {
            content.append(entry).append('\n');
            defined.addAll(entry.names());
        }
        boolean localhost = defined.contains("localhost");
        for (HostEntry entry : parse(base)) {
            localhost |= append(content, entry, defined) && entry.names().contains("localhost");
        }
        if (!localhost) {
            append(content, new HostEntry("127.0.0.1", List.of("localhost")), defined);
        }
        container.ifPresent(entry -> append(content, entry, defined));
        hostAddress.ifPresent(address -> append(content, new HostEntry(address, NAMES_OF_HOST), defined));
        return content.toString();
    }

    /** The names that the user has not taken; whether any is left. */
    private static boolean append(StringBuilder content, HostEntry entry, Set<String> defined) {
        List<String> names = new ArrayList<>();
        for (String name : entry.names()) {
            if (!defined.contains(name) && !names.contains(name)) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            content.append(new HostEntry(entry.address(), names)).append('\n');
        }
        return !names.isEmpty();
    }

    private static List<HostEntry> parse(String text) {
        List<HostEntry> entries = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            List<String> words = Words.of(text.substring(from, end < 0 ? text.length() : end));
            if (words.size() > 1) {
                entries.add(new HostEntry(words.getFirst(), words.subList(1, words.size())));
            }
            from = end < 0 ? text.length() : end + 1;
        }
        return entries;
    }
}
