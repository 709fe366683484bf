package dev.pinisi.engine.internal;

import dev.pinisi.engine.NetworkMode;
import dev.pinisi.json.Json;
import java.util.List;
import java.util.Optional;

/** The member {@code NetworkSettings} of {@code container inspect}. */
final class NetworkInspector {
    private final ContainerRecord record;
    private final ContainerStatus status;
    private final NetworkStatus network;

    NetworkInspector(Parts parts, ContainerRecord record, ContainerFiles files, ContainerStatus status) {
        this.record = record;
        this.status = status;
        Optional<byte[]> saved = AtomicFiles.read(files.network());
        this.network = saved.isPresent() && parts.status(files).running()
                ? NetworkStatus.read(saved.get())
                : NetworkStatus.NONE;
    }

    Json.Obj inspect() {
        Members members = addresses(new Members())
                .put("Bridge", "")
                .put("SandboxID", "")
                .put("HairpinMode", false)
                .put("LinkLocalIPv6Address", "")
                .put("LinkLocalIPv6PrefixLen", 0)
                .put(
                        "Ports",
                        HostConfigInspector.bindings(
                                network.ports().isEmpty()
                                        ? record.spec().network().ports()
                                        : network.ports()));
        members.put("SandboxKey", status.running() ? "/proc/" + status.pid() + "/ns/net" : "");
        return members.put("Networks", networks()).object();
    }

    private Members addresses(Members members) {
        return members.put("EndpointID", "")
                .put("Gateway", network.gateway())
                .put("IPAddress", network.address())
                .put("IPPrefixLen", network.prefix())
                .put("IPv6Gateway", "")
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .put("MacAddress", network.mac());
    }

    private Json.Obj networks() {
        NetworkMode mode = record.spec().network().mode();
        List<String> names = mode instanceof NetworkMode.None ? List.of("none") : InfoMaker.networks(mode);
        Members networks = new Members();
        for (String name : names) {
            networks.put(
                    name,
                    addresses(new Members())
                            .put("NetworkID", name)
                            .put("DriverOpts", Json.NULL)
                            .put("IPAMConfig", Json.NULL)
                            .put("Links", Json.NULL)
                            .put("Aliases", List.of(record.id().substring(0, 12)))
                            .object());
        }
        return networks.object();
    }
}
