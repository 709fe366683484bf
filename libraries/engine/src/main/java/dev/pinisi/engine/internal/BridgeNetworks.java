package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.linux.Namespaces;
import dev.pinisi.network.IpAddress;
import dev.pinisi.network.NetworkRequest;
import dev.pinisi.network.NetworkResult;
import dev.pinisi.network.Networks;
import dev.pinisi.network.Protocol;
import dev.pinisi.network.PublishedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Networks from the network library. */
final class BridgeNetworks implements ContainerNetworks {
    private final Path directory;
    private final Namespaces namespaces;

    BridgeNetworks(Path runRoot, Namespaces namespaces) {
        this.directory = runRoot.resolve("network");
        this.namespaces = namespaces;
    }

    @Override
    public NetworkStatus setUp(ContainerRecord record, Path namespace) {
        checkNames(record);
        AtomicFiles.makeDirectories(directory);
        AtomicFiles.makeDirectories(parent(namespace));
        namespaces.removeNetwork(namespace);
        namespaces.createNetwork(namespace);
        Networks networks = Networks.open(directory);
        NetworkResult result = networks.setUp(record.id(), namespace, request(record));
        return new NetworkStatus(
                result.network(),
                result.address().toString(),
                result.subnet().prefixLength(),
                result.gateway().toString(),
                result.mac(),
                ports(result.ports()));
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private static void checkNames(ContainerRecord record) {
        if (record.spec().network().mode() instanceof NetworkMode.Bridge bridge) {
            for (String name : bridge.networks()) {
                if (!name.equals(Networks.DEFAULT) && !name.equals("podman")) {
                    throw Invalid.option(
                            "--network", name, "there is no such network; there is " + Networks.DEFAULT + " only");
                }
            }
        }
    }

    private static NetworkRequest request(ContainerRecord record) {
        List<dev.pinisi.network.PortMapping> ports = new ArrayList<>();
        for (PortMapping port : record.spec().network().ports()) {
            ports.add(new dev.pinisi.network.PortMapping(
                    Protocol.of(port.protocol()).orElse(Protocol.TCP),
                    port.hostIp().isEmpty() ? IpAddress.ANY : address("--publish", port.hostIp()),
                    port.hostPort(),
                    port.containerPort(),
                    port.range()));
        }
        Optional<String> ip = record.spec().network().ip();
        return new NetworkRequest(
                ip.isPresent() ? Optional.of(address("--ip", ip.get())) : Optional.empty(),
                record.spec().network().mac(),
                ports);
    }

    private static IpAddress address(String option, String text) {
        Optional<IpAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            throw new EngineException(
                    EngineException.Kind.INVALID_SPEC, text, option + " " + text + ": must be an IPv4 address");
        }
        return address.get();
    }

    private static List<PortMapping> ports(List<PublishedPort> published) {
        List<PortMapping> ports = new ArrayList<>(published.size());
        for (PublishedPort port : published) {
            String ip = port.hostAddress().equals(IpAddress.ANY)
                    ? ""
                    : port.hostAddress().toString();
            ports.add(new PortMapping(
                    ip,
                    port.hostPort(),
                    port.containerPort(),
                    1,
                    port.protocol().text()));
        }
        return ports;
    }

    @Override
    public List<String> lost(Predicate<String> alive) {
        return Files.isDirectory(directory) ? Networks.open(directory).lost(alive) : List.of();
    }

    @Override
    public void tearDown(String id, Path namespace) {
        // the link goes with the namespace: nobody waits for the kernel to end it
        Networks.open(directory).tearDown(id, namespace);
    }
}
