package dev.pinisi.config;

import dev.pinisi.config.internal.TomlSection;
import dev.pinisi.config.internal.TomlTable;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code [network]} of containers.conf(5). What no file says is absent.
 *
 * @param defaultNetwork the network of containers that name none
 * @param defaultSubnet its addresses, {@code 10.88.0.0/16}
 */
public record NetworkSettings(
        Optional<String> defaultNetwork, Optional<String> defaultSubnet, Optional<String> firewallDriver) {

    static NetworkSettings read(List<TomlTable> files) {
        TomlSection section = new TomlSection(files, "network");
        return new NetworkSettings(
                section.string("default_network"), section.string("default_subnet"), section.string("firewall_driver"));
    }
}
