package dev.pinisi.network;

import java.util.List;
import java.util.Optional;

/**
 * What a container wants of the network.
 *
 * @param address the address it must have; empty: any
 * @param ports what to publish
 */
public record NetworkRequest(Optional<IpAddress> address, List<PortMapping> ports) {
    public NetworkRequest {
        ports = List.copyOf(ports);
    }

    /** Any address. */
    public static NetworkRequest publishing(List<PortMapping> ports) {
        return new NetworkRequest(Optional.empty(), ports);
    }
}
