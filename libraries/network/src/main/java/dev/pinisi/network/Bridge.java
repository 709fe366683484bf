package dev.pinisi.network;

import dev.pinisi.linux.FileLock;
import dev.pinisi.network.internal.Links;
import dev.pinisi.network.internal.PacketFilter;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The host's side of a network: a bridge with the gateway's address, and its rules in the packet filter. It comes with
 * the first container and stays. The rules are made last: where they are, the rest is.
 */
final class Bridge {
    private static final String IP_FORWARD = "/proc/sys/net/ipv4/ip_forward";
    private static final String SUBNET = "subnet";
    /** Second byte of 10.x.0.0/16, out of the way of what podman and docker take by themselves. */
    private static final int FIRST_CHOICE = 90;

    private static final int CHOICES = 100;

    private final String name;
    private final Path directory;
    private final Claims settings;

    Bridge(String name, Path directory) {
        this.name = name;
        this.directory = directory;
        this.settings = new Claims(directory);
    }

    /**
     * The bridge as it is.
     *
     * @param index of its link
     */
    record Ready(int index, Subnet subnet) {}

    /** Makes what is missing. */
    Ready ensure(Links links, PacketFilter filter) {
        OptionalInt index = links.index(name);
        String subnet = settings.owner(SUBNET);
        boolean made = index.isPresent() && !subnet.isEmpty() && filter.knows(name);
        if (made && filter.docker().admits(name)) {
            return new Ready(index.getAsInt(), parse(subnet));
        }
        try (FileLock _ = FileLock.exclusive(directory.resolve("lock"))) {
            return create(links, filter);
        }
    }

    /** Takes it away, with whatever is connected to it. */
    void remove(Links links, PacketFilter filter) {
        links.delete(name);
        filter.docker().remove(name);
        if (filter.knows(name)) {
            filter.removeAll();
        }
    }

    private Ready create(Links links, PacketFilter filter) {
        Subnet subnet = subnet(links);
        OptionalInt existing = links.index(name);
        if (existing.isEmpty()) {
            links.createBridge(name, Mac.of(subnet.gateway()));
        }
        int index = links.index(name).orElseThrow();
        links.addAddress(index, subnet.gateway().bits(), subnet.prefixLength());
        links.upWithLoopbackRouting(index, name);
        forwardPackets();
        if (!filter.docker().admits(name)) {
            filter.docker().admit(name);
        }
        if (!filter.knows(name)) {
            filter.addBridge(name, subnet.network().bits(), subnet.prefixLength());
        }
        return new Ready(index, subnet);
    }

    /** Chosen once, for as long as the host runs. */
    private Subnet subnet(Links links) {
        String chosen = settings.owner(SUBNET);
        if (!chosen.isEmpty()) {
            return parse(chosen);
        }
        for (int choice = FIRST_CHOICE; choice < FIRST_CHOICE + CHOICES; choice++) {
            Subnet subnet = new Subnet(new IpAddress(10 << 24 | choice << 16), 16);
            if (isFree(subnet, links)) {
                settings.claim(SUBNET, subnet.toString());
                return subnet;
            }
        }
        throw new NetworkException("no network from 10.90.0.0/16 to 10.189.0.0/16 is free: the host routes them all");
    }

    private static boolean isFree(Subnet subnet, Links links) {
        for (Links.Route route : links.routes()) {
            int length = Math.min(Math.max(route.prefixLength(), 1), 30);
            if (route.prefixLength() > 0 && subnet.overlaps(new Subnet(new IpAddress(route.destination()), length))) {
                return false;
            }
        }
        return true;
    }

    private static Subnet parse(String text) {
        return Subnet.parse(text).orElseThrow(() -> new NetworkException("unreadable subnet \"" + text + "\""));
    }

    /** Packets from a container to elsewhere pass the host only so. */
    private static void forwardPackets() {
        try (FileInputStream now = new FileInputStream(IP_FORWARD)) {
            if (now.read() == '1') {
                return;
            }
        } catch (IOException unknown) {
            // then it is set
        }
        try (FileOutputStream file = new FileOutputStream(IP_FORWARD)) {
            file.write('1');
        } catch (IOException failure) {
            throw new NetworkException(
                    "cannot let packets pass this host: writing 1 to " + IP_FORWARD + " failed (" + failure.getMessage()
                            + "); set net.ipv4.ip_forward=1, or run the container with --network none or host",
                    failure);
        }
    }
}
