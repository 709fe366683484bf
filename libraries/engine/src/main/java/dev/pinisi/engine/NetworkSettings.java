package dev.pinisi.engine;

import java.util.List;
import java.util.Optional;

/**
 * A container's network.
 *
 * @param mode which one
 * @param ip a fixed address
 * @param mac a fixed link-layer address
 * @param aliases more names on the network
 * @param ports the published ports
 * @param publishAll publish the image's exposed ports, too
 * @param expose exposed ports, such as {@code 80/tcp}
 * @param dns name servers instead of the host's; {@code none} to leave resolv.conf alone
 * @param dnsSearch search domains instead of the host's
 * @param dnsOptions resolver options instead of the host's
 * @param hosts lines for /etc/hosts: {@code name:address}
 * @param noHosts leave the image's /etc/hosts alone
 */
public record NetworkSettings(
        NetworkMode mode,
        Optional<String> ip,
        Optional<String> mac,
        List<String> aliases,
        List<PortMapping> ports,
        boolean publishAll,
        List<String> expose,
        List<String> dns,
        List<String> dnsSearch,
        List<String> dnsOptions,
        List<String> hosts,
        boolean noHosts) {}
