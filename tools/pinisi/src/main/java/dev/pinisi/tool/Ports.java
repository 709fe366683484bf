package dev.pinisi.tool;

import dev.pinisi.engine.PortMapping;
import java.util.List;

/** Published ports as podman shows them. */
final class Ports {
    private Ports() {}

    /** {@code 0.0.0.0:18080->80/tcp, 127.0.0.1:5300-5301->53-54/udp}. */
    static String show(List<PortMapping> ports) {
        if (ports.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (PortMapping port : ports) {
            out.append(out.isEmpty() ? "" : ", ").append(host(port)).append(':');
            range(out, port.hostPort(), port.range());
            out.append("->");
            range(out, port.containerPort(), port.range());
            out.append('/').append(port.protocol());
        }
        return out.toString();
    }

    /** The host's address; IPv6 in brackets. */
    static String host(PortMapping port) {
        String ip = port.hostIp();
        return ip.isEmpty() ? "0.0.0.0" : ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
    }

    private static void range(StringBuilder out, int first, int count) {
        out.append(first);
        if (count > 1) {
            out.append('-').append(first + count - 1);
        }
    }
}
