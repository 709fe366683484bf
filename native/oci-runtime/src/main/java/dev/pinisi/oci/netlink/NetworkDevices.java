package dev.pinisi.oci.netlink;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.config.NetworkDeviceConfig;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Namespaces;
import java.util.List;
import java.util.Optional;

/** Moves network devices of the runtime's network namespace into a container's ({@code linux.netDevices}). */
public final class NetworkDevices {
    /** IFLA_NET_NS_FD. */
    private static final int NAMESPACE = 28;
    /** IFLA_NEW_IFINDEX: kernels before 5.13 choose by themselves. */
    private static final int NEW_INDEX = 49;

    private static final int UP = 1;

    private final RouteSocket here = RouteSocket.open();
    private final RouteSocket there;
    private final int namespace;

    private NetworkDevices(int namespace) {
        this.namespace = namespace;
        this.there = openIn(namespace);
    }

    /**
     * Moves them to the network namespace of that process, with their lasting addresses, and sets them up.
     *
     * @throws KernelException if one is not there, or its name is taken; then none has been moved
     */
    public static void move(List<NetworkDeviceConfig> devices, int pid) {
        String path = "/proc/" + pid + "/ns/net";
        int namespace = check(Files.open(path, Files.O_RDONLY), "open", path);
        NetworkDevices network = new NetworkDevices(namespace);
        network.checkAll(devices);
        for (NetworkDeviceConfig device : devices) {
            network.move(device);
        }
        network.here.close();
        network.there.close();
        Files.close(namespace);
    }

    /** A socket belongs for ever to the namespace that it was made in. */
    private static RouteSocket openIn(int namespace) {
        int own = check(Files.open("/proc/self/ns/net", Files.O_RDONLY), "open", "/proc/self/ns/net");
        long kind = NamespaceKind.NETWORK.flag();
        check(Namespaces.join(namespace, kind), "enter the container's network namespace");
        try {
            return RouteSocket.open();
        } finally {
            check(Namespaces.join(own, kind), "leave the container's network namespace");
            Files.close(own);
        }
    }

    private void checkAll(List<NetworkDeviceConfig> devices) {
        List<Link> ours = here.links();
        List<Link> theirs = there.links();
        for (NetworkDeviceConfig device : devices) {
            if (find(ours, device.name()).isEmpty()) {
                throw failed(device, "move", Errno.ENODEV);
            }
            if (find(theirs, device.newName()).isPresent()) {
                throw failed(device, "give the container a second " + device.newName() + " by moving", Errno.EEXIST);
            }
        }
    }

    private void move(NetworkDeviceConfig device) {
        Link link = find(here.links(), device.name()).orElseThrow();
        List<LinkAddress> addresses = here.addresses();
        int index = freeIndex(there.links(), link.index());
        Request move = Request.ofLink(Request.NEW_LINK, Request.ACKNOWLEDGE, link.index(), 0, 0)
                .with(Link.NAME, device.newName())
                .with(NAMESPACE, namespace)
                .with(NEW_INDEX, index);
        succeed(here.change(move), device, "move");
        for (LinkAddress address : addresses) {
            if (address.index() == link.index() && address.goesWithItsDevice()) {
                succeed(there.change(address.request(index)), device, "keep an address while moving");
            }
        }
        Request up = Request.ofLink(Request.NEW_LINK, Request.ACKNOWLEDGE, index, UP, UP);
        succeed(there.change(up), device, "set up after moving");
    }

    private static Optional<Link> find(List<Link> links, String name) {
        for (Link link : links) {
            if (link.name().equals(name)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /** Its own if that is free there; so a device is found again whatever name the kernel gave it. */
    private static int freeIndex(List<Link> links, int wanted) {
        int largest = 0;
        boolean taken = false;
        for (Link link : links) {
            largest = Math.max(largest, link.index());
            taken |= link.index() == wanted;
        }
        return taken ? largest + 1 : wanted;
    }

    private static void succeed(int result, NetworkDeviceConfig device, String action) {
        if (result < 0) {
            throw failed(device, action, -result);
        }
    }

    private static KernelException failed(NetworkDeviceConfig device, String action, int errno) {
        return new KernelException(
                "config.json: linux.netDevices." + device.name() + ": " + action + " the network device", errno);
    }
}
