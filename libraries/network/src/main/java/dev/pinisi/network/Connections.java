package dev.pinisi.network;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What containers got of the network, a file each: written before the kernel hears of it, removed after it forgot, so
 * that whoever comes after a crash knows what may be left.
 */
final class Connections {
    private static final String TEMPORARY = ".new";

    private final Path directory;

    Connections(Path directory) {
        this.directory = directory;
    }

    void write(String container, NetworkResult result) {
        Path staged = directory.resolve(container + TEMPORARY);
        try {
            Files.write(staged, encode(result));
            Files.move(staged, directory.resolve(container), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new NetworkException("cannot write " + directory.resolve(container) + ": " + failure, failure);
        }
    }

    /** Empty if the container has none. */
    Optional<NetworkResult> read(String container) {
        Path file = directory.resolve(container);
        try {
            return Optional.of(decode(JsonCursor.parse(Files.readAllBytes(file))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JsonException failure) {
            throw new NetworkException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    void delete(String container) {
        try {
            Files.deleteIfExists(directory.resolve(container));
            Files.deleteIfExists(directory.resolve(container + TEMPORARY));
        } catch (IOException failure) {
            throw new NetworkException("cannot remove " + directory.resolve(container) + ": " + failure, failure);
        }
    }

    /** The containers that have one, or were about to. */
    List<String> containers() {
        List<String> containers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean staged = name.endsWith(TEMPORARY);
                containers.add(staged ? name.substring(0, name.length() - TEMPORARY.length()) : name);
            }
        } catch (IOException failure) {
            throw new NetworkException("cannot list " + directory + ": " + failure, failure);
        }
        return containers;
    }

    private static byte[] encode(NetworkResult result) {
        JsonWriter writer = new JsonWriter()
                .object()
                .name("network")
                .value(result.network())
                .name("bridge")
                .value(result.bridge())
                .name("hostInterface")
                .value(result.hostInterface())
                .name("containerInterface")
                .value(result.containerInterface())
                .name("address")
                .value(result.address().toString())
                .name("subnet")
                .value(result.subnet().toString())
                .name("mac")
                .value(result.mac())
                .name("ports")
                .array();
        for (PublishedPort port : result.ports()) {
            writer.object()
                    .name("protocol")
                    .value(port.protocol().text())
                    .name("hostAddress")
                    .value(port.hostAddress().toString())
                    .name("hostPort")
                    .value(port.hostPort())
                    .name("containerPort")
                    .value(port.containerPort())
                    .end();
        }
        return writer.end().end().bytes();
    }

    private static NetworkResult decode(JsonCursor state) {
        List<PublishedPort> ports = new ArrayList<>();
        for (JsonCursor port : state.field("ports").elements()) {
            ports.add(new PublishedPort(
                    Protocol.of(port.field("protocol").string()).orElseThrow(() -> port.fail("unknown protocol")),
                    address(port.field("hostAddress")),
                    port.field("hostPort").intValue(),
                    port.field("containerPort").intValue()));
        }
        JsonCursor subnet = state.field("subnet");
        return new NetworkResult(
                state.field("network").string(),
                state.field("bridge").string(),
                state.field("hostInterface").string(),
                state.field("containerInterface").string(),
                address(state.field("address")),
                Subnet.parse(subnet.string()).orElseThrow(() -> subnet.fail("expected a network")),
                state.field("mac").string(),
                ports);
    }

    private static IpAddress address(JsonCursor at) {
        return IpAddress.parse(at.string()).orElseThrow(() -> at.fail("expected an IPv4 address"));
    }
}
