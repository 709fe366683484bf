package dev.pinisi.engine;

import dev.pinisi.engine.internal.PortParser;
import dev.pinisi.network.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects {@link NetworkSettings}: the part of a {@link ContainerSpecBuilder} that says how a container reaches the
 * network. Methods that read a text throw {@link EngineException} of kind {@code INVALID_SPEC} if it is wrong.
 */
public final class NetworkSettingsBuilder {
    private NetworkMode mode = new NetworkMode.Bridge(List.of());
    private Optional<String> ip = Optional.empty();
    private Optional<String> mac = Optional.empty();
    private final List<String> aliases = new ArrayList<>();
    private final List<PortMapping> ports = new ArrayList<>();
    private boolean publishAll;
    private final List<String> expose = new ArrayList<>();
    private final List<String> dns = new ArrayList<>();
    private final List<String> dnsSearch = new ArrayList<>();
    private final List<String> dnsOptions = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private boolean noHosts;

    NetworkSettingsBuilder() {}

    /** {@code --network}: {@code bridge}, {@code none}, {@code host}, {@code container:ID} … */
    public NetworkSettingsBuilder mode(String text) {
        mode = NetworkMode.parse(text);
        return this;
    }

    public NetworkSettingsBuilder ip(String address) {
        ip = Optional.of(address);
        return this;
    }

    public NetworkSettingsBuilder mac(String address) {
        try {
            Mac.parse(address);
        } catch (IllegalArgumentException e) {
            throw ContainerSpecBuilder.invalid(
                    "--mac-address", address, "must be an Ethernet address of one host, such as 02:70:0a:5a:00:02");
        }
        mac = Optional.of(address);
        return this;
    }

    public NetworkSettingsBuilder networkAlias(String alias) {
        aliases.add(alias);
        return this;
    }

    /** {@code --publish}: {@code [[ip:][hostPort]:]containerPort[-end][/protocol]}. */
    public NetworkSettingsBuilder publish(String text) {
        ports.add(PortParser.parse(text));
        return this;
    }

    public NetworkSettingsBuilder publishAll(boolean on) {
        publishAll = on;
        return this;
    }

    public NetworkSettingsBuilder expose(String port) {
        if (port.indexOf(':') >= 0) {
            throw ContainerSpecBuilder.invalid("--expose", port, "must be PORT[-END][/PROTOCOL]");
        }
        PortParser.parse(port);
        expose.add(port);
        return this;
    }

    public NetworkSettingsBuilder dns(String server) {
        dns.add(server);
        return this;
    }

    public NetworkSettingsBuilder dnsSearch(String domain) {
        dnsSearch.add(domain);
        return this;
    }

    public NetworkSettingsBuilder dnsOption(String option) {
        dnsOptions.add(option);
        return this;
    }

    /** {@code --add-host}: {@code name[;name…]:address}. */
    public NetworkSettingsBuilder addHost(String text) {
        if (text.indexOf(':') < 1) {
            throw ContainerSpecBuilder.invalid("--add-host", text, "must be NAME:ADDRESS");
        }
        hosts.add(text);
        return this;
    }

    public NetworkSettingsBuilder noHosts(boolean on) {
        noHosts = on;
        return this;
    }

    NetworkSettings build() {
        return new NetworkSettings(
                mode,
                ip,
                mac,
                List.copyOf(aliases),
                List.copyOf(ports),
                publishAll,
                List.copyOf(expose),
                List.copyOf(dns),
                List.copyOf(dnsSearch),
                List.copyOf(dnsOptions),
                List.copyOf(hosts),
                noHosts);
    }
}
