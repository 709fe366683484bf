package dev.pinisi.engine;

/**
 * A published port or range of ports.
 *
 * @param hostIp the address on the host; empty for all
 * @param hostPort the first port on the host; 0 for any free one
 * @param containerPort the first port in the container
 * @param range how many ports, at least 1
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record PortMapping(String hostIp, int hostPort, int containerPort, int range, String protocol) {}
