package dev.pinisi.network;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.InternetPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of the host that containers publish. Claims of all addresses and of one exclude each other, so claiming
 * takes a lock; claims themselves are {@code tcp:0.0.0.0:8080}.
 */
final class HostPorts {
    private static final int FIRST_RANDOM = 32768;
    private static final int LAST_RANDOM = 60999;

    private final Claims claims;
    private final Path lock;

    HostPorts(Claims claims, Path lock) {
        this.claims = claims;
        this.lock = lock;
    }

    /** Claims all ports of all mappings, or none. */
    List<PublishedPort> claim(String owner, List<PortMapping> mappings) {
        if (mappings.isEmpty()) {
            return List.of();
        }
        List<PublishedPort> ports = new ArrayList<>();
        try (FileLock _ = FileLock.exclusive(lock)) {
            Map<String, List<String>> taken = byPort(claims.all());
            for (PortMapping mapping : mappings) {
                int first = mapping.hostPort() == 0 ? anyFree(mapping, taken) : mapping.hostPort();
                add(mapping, first, taken, ports);
            }
            for (PublishedPort port : ports) {
                claims.claim(name(port), owner);
            }
            return ports;
        }
    }

    void release(PublishedPort port, String owner) {
        claims.release(name(port), owner);
    }

    private void add(PortMapping mapping, int first, Map<String, List<String>> taken, List<PublishedPort> to) {
        for (int offset = 0; offset < mapping.count(); offset++) {
            PublishedPort port = port(mapping, first, offset);
            String conflict = conflict(port, taken);
            if (!conflict.isEmpty()) {
                throw new NetworkException("cannot publish port " + port.hostPort() + "/"
                        + port.protocol().text() + " on " + port.hostAddress() + ": " + conflict);
            }
            addClaim(taken, name(port));
            to.add(port);
        }
    }

    /** Starts somewhere, so that two who look at once seldom meet. */
    private int anyFree(PortMapping mapping, Map<String, List<String>> taken) {
        int choices = LAST_RANDOM - FIRST_RANDOM + 2 - mapping.count();
        int start = (int) Math.floorMod(System.nanoTime() / 1000, (long) Math.max(1, choices));
        for (int tried = 0; tried < choices; tried++) {
            int first = FIRST_RANDOM + (start + tried) % choices;
            if (isFree(mapping, first, taken)) {
                return first;
            }
        }
        throw new NetworkException("no " + mapping.count() + " free ports in a row between " + FIRST_RANDOM + " and "
                + LAST_RANDOM + "; name the host's port");
    }

    private boolean isFree(PortMapping mapping, int first, Map<String, List<String>> taken) {
        for (int offset = 0; offset < mapping.count(); offset++) {
            if (!conflict(port(mapping, first, offset), taken).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Why the port cannot be had; empty if it can. */
    private String conflict(PublishedPort port, Map<String, List<String>> taken) {
        for (String claim : taken.getOrDefault(portOf(name(port)), List.of())) {
            if (meet(claim, port.hostAddress())) {
                String owner = claims.owner(claim);
                return "address already in use by " + (owner.isEmpty() ? "another mapping" : "container " + owner);
            }
        }
        int errno =
                InternetPorts.probe(port.protocol().number(), port.hostAddress().bits(), port.hostPort());
        return switch (errno) {
            case 0 -> "";
            case Errno.EADDRINUSE ->
                "address already in use by a program of the host; end it or publish on another port";
            case Errno.EADDRNOTAVAIL -> "this host does not have the address";
            default -> Errno.message(errno);
        };
    }

    private static Map<String, List<String>> byPort(List<String> claims) {
        Map<String, List<String>> byPort = new HashMap<>();
        for (String claim : claims) {
            addClaim(byPort, claim);
        }
        return byPort;
    }

    private static void addClaim(Map<String, List<String>> byPort, String claim) {
        String port = portOf(claim);
        List<String> same = byPort.get(port);
        if (same == null) {
            same = new ArrayList<>(1);
            byPort.put(port, same);
        }
        same.add(claim);
    }

    /** {@code tcp:8080} of {@code tcp:0.0.0.0:8080}. */
    private static String portOf(String claim) {
        return claim.substring(0, claim.indexOf(':')) + claim.substring(claim.lastIndexOf(':'));
    }

    private static boolean meet(String claim, IpAddress address) {
        String claimed = claim.substring(claim.indexOf(':') + 1, claim.lastIndexOf(':'));
        return address.equals(IpAddress.ANY)
                || claimed.equals(IpAddress.ANY.toString())
                || claimed.equals(address.toString());
    }

    private static PublishedPort port(PortMapping mapping, int first, int offset) {
        return new PublishedPort(
                mapping.protocol(), mapping.hostAddress(), first + offset, mapping.containerPort() + offset);
    }

    private static String name(PublishedPort port) {
        return port.protocol().text() + ":" + port.hostAddress() + ":" + port.hostPort();
    }
}
