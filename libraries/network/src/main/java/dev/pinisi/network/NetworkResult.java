package dev.pinisi.network;

import java.util.List;

/**
 * What a container got.
 *
 * @param network the network's name
 * @param bridge the host's interface that the container is connected to
 * @param hostInterface the host's end of the container's own link
 * @param containerInterface the container's end
 * @param mac of the container's end
 * @param ports each published port with the host's port that it got
 */
public record NetworkResult(
        String network,
        String bridge,
        String hostInterface,
        String containerInterface,
        IpAddress address,
        Subnet subnet,
        String mac,
        List<PublishedPort> ports) {
    public NetworkResult {
        ports = List.copyOf(ports);
    }

    /** The host's address in the network, the way to everywhere else. */
    public IpAddress gateway() {
        return subnet.gateway();
    }
}
