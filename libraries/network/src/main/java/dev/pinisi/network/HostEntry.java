package dev.pinisi.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of /etc/hosts, hosts(5).
 *
 * @param address IPv4 or IPv6
 * @param names at least one
 */
public record HostEntry(String address, List<String> names) {
    private static final String HOST_GATEWAY = "host-gateway";

    public HostEntry {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no name for " + address);
        }
    }

    /**
     * Reads {@code NAME[;NAME…]:ADDRESS}, as {@code --add-host} has it.
     *
     * @param hostGateway what {@code host-gateway} stands for; empty where there is no such address
     * @throws NetworkException if it is anything else, with the reason
     */
    public static HostEntry parse(String text, Optional<String> hostGateway) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new NetworkException("invalid host \"" + text + "\": expected NAME:ADDRESS");
        }
        String address = text.substring(colon + 1);
        if (address.equals(HOST_GATEWAY)) {
            address = hostGateway.orElseThrow(() -> new NetworkException(
                    "cannot add host \"" + text + "\": the container's network has no gateway to the host"));
        }
        boolean plausible = IpAddress.parse(address).isPresent() || isIpv6(address);
        if (!plausible) {
            throw new NetworkException("invalid host \"" + text + "\": " + address + " is not an IP address");
        }
        return new HostEntry(address, names(text, text.substring(0, colon)));
    }

    private static List<String> names(String text, String part) {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= part.length()) {
            int end = part.indexOf(';', from);
            String name = part.substring(from, end < 0 ? part.length() : end);
            if (Words.of(name).size() != 1) {
                throw new NetworkException("invalid host \"" + text + "\": a name is missing");
            }
            names.add(name);
            from = end < 0 ? part.length() + 1 : end + 1;
        }
        return names;
    }

    /** Its shape only: hexadecimal groups with at least two colons, perhaps an IPv4 address at the end. */
    private static boolean isIpv6(String address) {
        int colons = 0;
        for (int index = 0; index < address.length(); index++) {
            char each = address.charAt(index);
            colons += each == ':' ? 1 : 0;
            if (each != ':' && each != '.' && Character.digit(each, 16) < 0) {
                return false;
            }
        }
        return colons >= 2 && colons <= 7;
    }

    @Override
    public String toString() {
        return address + "\t" + String.join(" ", names);
    }
}
