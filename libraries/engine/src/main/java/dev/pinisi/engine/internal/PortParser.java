package dev.pinisi.engine.internal;

import dev.pinisi.engine.PortMapping;

/** Reads {@code --publish}: {@code [[ip:][hostPort[-end]]:]containerPort[-end][/protocol]}; an IPv6 address in brackets. */
public final class PortParser {
    private PortParser() {}

    public static PortMapping parse(String text) {
        int slash = text.lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
        if (!protocol.equals("tcp") && !protocol.equals("udp") && !protocol.equals("sctp")) {
            throw invalid(text, "the protocol must be tcp, udp or sctp");
        }
        String ports = slash < 0 ? text : text.substring(0, slash);
        String ip = "";
        int bracket = ports.indexOf(']');
        if (ports.startsWith("[") && bracket > 0 && bracket + 1 < ports.length()) {
            ip = ports.substring(1, bracket);
            ports = ports.substring(bracket + 2);
        }
        int last = ports.lastIndexOf(':');
        String container = ports.substring(last + 1);
        String host = last < 0 ? "" : ports.substring(0, last);
        int split = host.indexOf(':');
        if (split >= 0) {
            ip = host.substring(0, split);
            host = host.substring(split + 1);
        }
        return mapping(text, ip, host, container, protocol);
    }

    private static PortMapping mapping(String text, String ip, String host, String container, String protocol) {
        int containerFirst = first(text, container);
        int range = last(text, container) - containerFirst + 1;
        int hostFirst = host.isEmpty() ? 0 : first(text, host);
        int hostRange = host.isEmpty() ? range : last(text, host) - hostFirst + 1;
        if (range < 1 || hostRange != range) {
            throw invalid(text, "both ranges must go up and be equally long");
        }
        return new PortMapping(ip.equals("0.0.0.0") ? "" : ip, hostFirst, containerFirst, range, protocol);
    }

    private static int first(String text, String range) {
        int dash = range.indexOf('-');
        return port(text, dash < 0 ? range : range.substring(0, dash));
    }

    private static int last(String text, String range) {
        return port(text, range.substring(range.indexOf('-') + 1));
    }

    private static int port(String text, String number) {
        int port;
        try {
            port = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw invalid(text, "must be [[IP:]HOSTPORT:]PORT[/PROTOCOL]");
        }
        if (port < 1 || port > 65535) {
            throw invalid(text, port + " is not a port");
        }
        return port;
    }

    private static RuntimeException invalid(String text, String problem) {
        return Invalid.option("--publish", text, problem);
    }
}
