package dev.pinisi.engine;

import java.util.List;

/** How a container reaches the network: {@code --network}. */
public sealed interface NetworkMode {
    /** On our own bridges; the default one if the list is empty. */
    record Bridge(List<String> networks) implements NetworkMode {}

    /** Loopback only. */
    record None() implements NetworkMode {}

    /** In the host's network. */
    record Host() implements NetworkMode {}

    /** In another container's network. */
    record OfContainer(String nameOrId) implements NetworkMode {}

    /** In a network namespace that exists. */
    record OfPath(String path) implements NetworkMode {}

    /**
     * Reads {@code bridge}, {@code none}, {@code host}, {@code container:ID}, {@code ns:PATH}, {@code private}, or names
     * of networks with commas between.
     */
    static NetworkMode parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "none" -> new None();
            case "host" -> new Host();
            case "container" -> new OfContainer(rest);
            case "ns" -> new OfPath(rest);
            case "", "bridge", "private", "default" -> new Bridge(List.of());
            default -> new Bridge(List.of(text.split(",", -1)));
        };
    }
}
