package dev.pinisi.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ports to publish, as {@code -p} has them.
 *
 * @param hostAddress the host's address to listen on; {@link IpAddress#ANY} for all
 * @param hostPort the first port of the host; 0 for any that are free
 * @param containerPort the first port of the container
 * @param count how many ports in a row
 */
public record PortMapping(Protocol protocol, IpAddress hostAddress, int hostPort, int containerPort, int count) {
    private static final int MAXIMUM_PORT = 65535;

    public PortMapping {
        boolean fits = containerPort >= 1
                && count >= 1
                && containerPort + count - 1 <= MAXIMUM_PORT
                && hostPort >= 0
                && hostPort + count - 1 <= MAXIMUM_PORT;
        if (!fits) {
            throw new IllegalArgumentException("ports are 1 to " + MAXIMUM_PORT);
        }
    }

    /**
     * Reads {@code [[ADDRESS:][HOST]:]CONTAINER[/PROTOCOL]}, where HOST and CONTAINER are a port or a range
     * {@code 8000-8010} of the same length.
     *
     * @throws NetworkException if it is anything else, with the reason
     */
    public static PortMapping parse(String text) {
        int slash = text.indexOf('/');
        Optional<Protocol> protocol = slash < 0 ? Optional.of(Protocol.TCP) : Protocol.of(text.substring(slash + 1));
        if (protocol.isEmpty()) {
            throw invalid(text, "unknown protocol " + text.substring(slash + 1) + ", there are tcp, udp and sctp");
        }
        List<String> parts = split(slash < 0 ? text : text.substring(0, slash));
        if (parts.size() > 3) {
            throw invalid(text, "expected [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]");
        }
        Range container = range(text, parts.getLast());
        String hostText = parts.size() > 1 ? parts.get(parts.size() - 2) : "";
        Range host = hostText.isEmpty() ? new Range(0, container.count()) : range(text, hostText);
        if (host.count() != container.count()) {
            throw invalid(text, "the ranges are of different length");
        }
        return new PortMapping(
                protocol.get(), hostAddress(text, parts), host.first(), container.first(), container.count());
    }

    private record Range(int first, int count) {}

    private static IpAddress hostAddress(String text, List<String> parts) {
        if (parts.size() < 3 || parts.getFirst().isEmpty()) {
            return IpAddress.ANY;
        }
        return IpAddress.parse(parts.getFirst())
                .orElseThrow(() -> invalid(text, parts.getFirst() + " is not an IPv4 address"));
    }

    private static Range range(String text, String ports) {
        int dash = ports.indexOf('-');
        int first = Decimal.parse(dash < 0 ? ports : ports.substring(0, dash), MAXIMUM_PORT);
        int last = dash < 0 ? first : Decimal.parse(ports.substring(dash + 1), MAXIMUM_PORT);
        if (first < 1 || last < first) {
            throw invalid(text, "\"" + ports + "\" is not a port or a range of ports");
        }
        return new Range(first, last - first + 1);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', from)) {
            parts.add(text.substring(from, colon));
            from = colon + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static NetworkException invalid(String text, String reason) {
        return new NetworkException("invalid port mapping \"" + text + "\": " + reason);
    }
}
