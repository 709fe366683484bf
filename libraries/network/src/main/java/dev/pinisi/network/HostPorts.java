package dev.pinisi.network;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.InternetPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
            List<String> taken = new ArrayList<>(claims.all());
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

    private void add(PortMapping mapping, int first, List<String> taken, List<PublishedPort> to) {
        for (int offset = 0; offset < mapping.count(); offset++) {
            PublishedPort port = port(mapping, first, offset);
            String conflict = conflict(port, taken);
            if (!conflict.isEmpty()) {
                throw new NetworkException("cannot publish port " + port.hostPort() + "/"
                        + port.protocol().text() + " on " + port.hostAddress() + ": " + conflict);
            }
            taken.add(name(port));
            to.add(port);
        }
    }

    /** Starts somewhere, so that two who look at once seldom meet. */
    private int anyFree(PortMapping mapping, List<String> taken) {
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

    private boolean isFree(PortMapping mapping, int first, List<String> taken) {
        for (int offset = 0; offset < mapping.count(); offset++) {
            if (!conflict(port(mapping, first, offset), taken).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Why the port cannot be had; empty if it can. */
    private String conflict(PublishedPort port, List<String> taken) {
        String protocol = port.protocol().text() + ":";
        String number = ":" + port.hostPort();
        for (String claim : taken) {
            boolean samePort = claim.startsWith(protocol) && claim.endsWith(number);
            if (samePort && meet(claim, port.hostAddress())) {
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
