package dev.pinisi.network;

import java.util.List;
import java.util.Optional;

/**
 * What a container wants of the network.
 *
 * @param address the address it must have; empty: any
 * @param mac the Ethernet address it must have, six bytes such as {@code 02:70:0a:5a:00:02}; empty: one made from its
 *     address
 * @param ports what to publish
 */
public record NetworkRequest(Optional<IpAddress> address, Optional<String> mac, List<PortMapping> ports) {
    /** @throws IllegalArgumentException if {@code mac} is no Ethernet address of one host */
    public NetworkRequest {
        if (mac.isPresent()) {
            Mac.parse(mac.get());
        }
        ports = List.copyOf(ports);
    }

    /** Any address. */
    public static NetworkRequest publishing(List<PortMapping> ports) {
        return new NetworkRequest(Optional.empty(), Optional.empty(), ports);
    }
}
