package dev.pinisi.network;

import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Namespaces;
import dev.pinisi.network.internal.Links;
import dev.pinisi.network.internal.NetlinkException;
import dev.pinisi.network.internal.PacketFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Connects containers to the network "pinisi": a bridge on the host, a private subnet, the way out as the host itself,
 * and published ports. Many processes may do so at once; none of them needs to stay.
 *
 * <p>Everything is done in the network namespace of the calling thread, which is the host's as a rule.
 */
public final class Networks {
    /** The name of the network. */
    public static final String DEFAULT = "pinisi";

    private static final Path USUAL_DIRECTORY = Path.of("/run/pinisi/network");
    private static final String CONTAINER_INTERFACE = "eth0";

    private final String suffix;
    private final Bridge bridge;
    private final Claims addresses;
    private final Claims settings;
    private final HostPorts ports;
    private final Claims portClaims;
    private final Connections connections;
    private final Namespaces namespaces;

    private Networks(Path directory, Namespaces namespaces) {
        Path network = directory.resolve(DEFAULT);
        this.suffix = directory.equals(USUAL_DIRECTORY) ? "" : "-" + Hash.hex(directory.toString(), 6);
        this.settings = new Claims(network);
        this.bridge = new Bridge(bridgeName(suffix), network);
        this.addresses = new Claims(network.resolve("addresses"));
        this.portClaims = new Claims(directory.resolve("ports"));
        this.ports = new HostPorts(portClaims, directory.resolve("ports.lock"));
        this.connections = new Connections(directory.resolve("containers"));
        this.namespaces = namespaces;
    }

    /**
     * The networks whose state is in a directory, on a file system that does not outlive the host's network
     * ({@code /run/pinisi/network}). Each directory has a bridge, a subnet and packet filter rules of its own.
     */
    public static Networks open(Path directory) {
        try {
            Files.createDirectories(directory.resolve(DEFAULT).resolve("addresses"));
            Files.createDirectories(directory.resolve("ports"));
            Files.createDirectories(directory.resolve("containers"));
        } catch (IOException failure) {
            throw new NetworkException("cannot create " + directory + ": " + failure, failure);
        }
        return new Networks(directory.toAbsolutePath().normalize(), Namespaces.system());
    }

    /**
     * Connects a container. What a crash left of an earlier connection is taken away first.
     *
     * @param container its id, a file's name
     * @param namespace the file of its network namespace
     * @throws NetworkException if a port or address is in use, or the kernel refuses; then nothing is left
     */
    public NetworkResult setUp(String container, Path namespace, NetworkRequest request) {
        checkName(container);
        if (connections.read(container).isPresent()) {
            tearDown(container);
        }
        try (Links links = Links.open();
                PacketFilter filter = PacketFilter.open(table())) {
            Bridge.Ready ready = bridge.ensure(links, filter);
            return connect(container, namespace, request, ready, links, filter);
        } catch (NetlinkException | LinuxException failure) {
            throw new NetworkException(
                    "cannot connect container " + container + " to network " + DEFAULT + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** What the container got, if it is connected. */
    public Optional<NetworkResult> find(String container) {
        checkName(container);
        return connections.read(container);
    }

    /**
     * Disconnects a container: its ports, its link, its address. As often as one likes, after a crash at any point,
     * and whether its namespace still is or not.
     */
    public void tearDown(String container) {
        checkName(container);
        connections.read(container).ifPresent(result -> disconnect(container, result, Links::delete));
        forget(container);
    }

    /**
     * The same, and removes the namespace. The link is gone when the kernel has ended the namespace, a moment later:
     * nobody waits for that, which saves 10 to 30 ms.
     *
     * @param namespace the file that {@link Namespaces#createNetwork} made
     */
    public void tearDown(String container, Path namespace) {
        checkName(container);
        connections.read(container).ifPresent(result -> disconnect(container, result, Links::isolate));
        namespaces.removeNetwork(namespace);
        forget(container);
    }

    /**
     * The containers that are connected, or have a part of a connection, and are no more.
     *
     * @param alive whether the container with an id still exists
     */
    public List<String> lost(Predicate<String> alive) {
        Set<String> owners = new HashSet<>(connections.containers());
        for (String address : addresses.all()) {
            owners.add(addresses.owner(address));
        }
        for (String port : portClaims.all()) {
            owners.add(portClaims.owner(port));
        }
        owners.removeIf(owner -> owner.isEmpty() || alive.test(owner));
        return List.copyOf(owners);
    }

    /**
     * Disconnects what no longer is.
     *
     * @return the containers that were disconnected
     */
    public List<String> reclaim(Predicate<String> alive) {
        List<String> lost = lost(alive);
        lost.forEach(this::tearDown);
        return lost;
    }

    /** Takes the bridge and the packet filter's table away; containers that are still connected lose the network. */
    public void removeBridge() {
        try (Links links = Links.open();
                PacketFilter filter = PacketFilter.open(table())) {
            bridge.remove(links, filter);
        }
    }

    private NetworkResult connect(
            String container,
            Path namespace,
            NetworkRequest request,
            Bridge.Ready ready,
            Links links,
            PacketFilter filter) {
        try {
            IpAddress address =
                    new AddressPool(ready.subnet(), addresses, settings).lease(container, request.address());
            NetworkResult result = new NetworkResult(
                    DEFAULT,
                    bridgeName(suffix),
                    "veth" + Hash.hex(container + System.nanoTime(), 11),
                    CONTAINER_INTERFACE,
                    address,
                    ready.subnet(),
                    Mac.text(request.mac().isPresent() ? Mac.parse(request.mac().get()) : Mac.of(address)),
                    ports.claim(container, request.ports()));
            connections.write(container, result);
            link(result, namespace, ready, links);
            if (!result.ports().isEmpty()) {
                filter.publish(publications(result));
            }
            return result;
        } catch (RuntimeException failure) {
            undo(container, failure);
            throw failure;
        }
    }

    private void disconnect(String container, NetworkResult result, BiConsumer<Links, String> endLink) {
        try (Links links = Links.open()) {
            withdraw(result);
            endLink.accept(links, result.hostInterface());
        } catch (NetlinkException | LinuxException failure) {
            throw new NetworkException(
                    "cannot disconnect container " + container + ": " + failure.getMessage(), failure);
        }
    }

    /** Claims go before the file that names them: whoever finds no file looks at all claims. */
    private void forget(String container) {
        Optional<NetworkResult> connection = connections.read(container);
        if (connection.isPresent()) {
            addresses.release(connection.get().address().toString(), container);
            for (PublishedPort port : connection.get().ports()) {
                ports.release(port, container);
            }
        } else {
            addresses.releaseAll(container);
            portClaims.releaseAll(container);
        }
        connections.delete(container);
    }

    private void undo(String container, RuntimeException failure) {
        try {
            tearDown(container);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private void link(NetworkResult result, Path namespace, Bridge.Ready ready, Links links) {
        try (Links inside = namespaces.inNetwork(namespace, Links::open);
                Descriptor file = namespaces.open(namespace)) {
            links.createVeth(new Links.Veth(
                    result.hostInterface(),
                    ready.index(),
                    result.containerInterface(),
                    Mac.parse(result.mac()),
                    file.number(),
                    Optional.empty()));
            int index = inside.index(result.containerInterface()).orElseThrow();
            inside.configure(
                    index,
                    result.address().bits(),
                    result.subnet().prefixLength(),
                    result.gateway().bits());
        }
    }

    private void withdraw(NetworkResult result) {
        if (result.ports().isEmpty()) {
            return;
        }
        PacketFilter filter = PacketFilter.open(table());
        try {
            filter.withdraw(publications(result));
            if (hasDatagrams(result)) {
                filter.forgetConnections(result.address().bits());
            }
        } finally {
            // the kernel lets a socket go when all readers of what was deleted are done, 10 to 20 ms: others may go on
            Thread.ofPlatform().daemon().name("close-packet-filter").start(filter::close);
        }
    }

    private static boolean hasDatagrams(NetworkResult result) {
        for (PublishedPort port : result.ports()) {
            if (port.protocol() == Protocol.UDP) {
                return true;
            }
        }
        return false;
    }

    private static List<PacketFilter.Publication> publications(NetworkResult result) {
        List<PacketFilter.Publication> publications = new ArrayList<>();
        for (PublishedPort port : result.ports()) {
            publications.add(new PacketFilter.Publication(
                    port.protocol().number(),
                    port.hostAddress().bits(),
                    port.hostPort(),
                    result.address().bits(),
                    port.containerPort()));
        }
        return publications;
    }

    private String table() {
        return "pinisi" + suffix;
    }

    private static String bridgeName(String suffix) {
        return suffix.isEmpty() ? "pinisi0" : "pinisi" + suffix;
    }

    private static void checkName(String container) {
        boolean plain = !container.isEmpty() && container.indexOf('/') < 0 && container.charAt(0) != '.';
        if (!plain) {
            throw new IllegalArgumentException("not a container's id: \"" + container + "\"");
        }
    }
}
