package dev.pinisi.network;

/**
 * A port of the host that leads to one of a container.
 *
 * @param hostAddress {@link IpAddress#ANY} for all of the host's
 */
public record PublishedPort(Protocol protocol, IpAddress hostAddress, int hostPort, int containerPort) {
    /** As podman's port command: {@code 80/tcp -> 0.0.0.0:8080}. */
    @Override
    public String toString() {
        return containerPort + "/" + protocol.text() + " -> " + hostAddress + ":" + hostPort;
    }
}
