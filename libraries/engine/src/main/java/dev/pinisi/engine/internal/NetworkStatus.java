package dev.pinisi.engine.internal;

import dev.pinisi.engine.PortMapping;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container has on its network. Everything is empty without one of its own.
 *
 * @param network its name
 * @param prefix length of the network's prefix
 * @param mac link-layer address
 * @param ports with the host's ports that were chosen
 */
record NetworkStatus(String network, String address, int prefix, String gateway, String mac, List<PortMapping> ports) {
    static final NetworkStatus NONE = new NetworkStatus("", "", 0, "", "", List.of());

    byte[] write() {
        JsonWriter out = new JsonWriter().object();
        out.name("network")
                .value(network)
                .name("address")
                .value(address)
                .name("prefix")
                .value(prefix);
        out.name("gateway").value(gateway).name("mac").value(mac).name("ports").array();
        for (PortMapping port : ports) {
            out.object().name("hostIp").value(port.hostIp()).name("hostPort").value(port.hostPort());
            out.name("containerPort").value(port.containerPort()).name("range").value(port.range());
            out.name("protocol").value(port.protocol()).end();
        }
        return out.end().end().bytes();
    }

    static NetworkStatus read(byte[] bytes) {
        JsonCursor json = JsonCursor.parse(bytes);
        List<PortMapping> ports = new ArrayList<>();
        for (JsonCursor port : json.field("ports").elements()) {
            ports.add(new PortMapping(
                    port.field("hostIp").string(),
                    port.field("hostPort").intValue(),
                    port.field("containerPort").intValue(),
                    port.field("range").intValue(),
                    port.field("protocol").string()));
        }
        return new NetworkStatus(
                json.field("network").string(),
                json.field("address").string(),
                json.field("prefix").intValue(),
                json.field("gateway").string(),
                json.field("mac").string(),
                ports);
    }
}
