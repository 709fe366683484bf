package dev.pinisi.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Namespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A host in a network namespace of its own, containers in theirs, and servers in either; all of it goes with
 * {@link #close}. The machine's own network is never touched.
 */
final class TestHost implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2000;

    private final Namespaces namespaces = Namespaces.system();
    private final Path directory;
    private final List<Path> files = new ArrayList<>();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final Path host;

    TestHost(Path directory) {
        this.directory = directory;
        this.host = namespace("host");
    }

    /** A new, empty namespace. */
    Path namespace(String name) {
        Path file = directory.resolve("netns-" + name);
        try {
            namespaces.createNetwork(file);
        } catch (LinuxException refused) {
            assumeTrue(false, "skipped: no network namespaces: " + refused.getMessage());
        }
        files.add(file);
        return file;
    }

    <T> T run(Supplier<T> code) {
        return namespaces.inNetwork(host, code);
    }

    <T> T runIn(Path namespace, Supplier<T> code) {
        return namespaces.inNetwork(namespace, code);
    }

    Networks networks() {
        return Networks.open(directory.resolve("network"));
    }

    NetworkResult connect(String container, String... ports) {
        Path namespace = namespace(container);
        List<PortMapping> mappings = new ArrayList<>();
        for (String port : ports) {
            mappings.add(PortMapping.parse(port));
        }
        return run(() -> networks().setUp(container, namespace, NetworkRequest.publishing(mappings)));
    }

    void disconnect(String container) {
        run(() -> {
            networks().tearDown(container);
            return true;
        });
    }

    Path file(String container) {
        return directory.resolve("netns-" + container);
    }

    Path hostFile() {
        return host;
    }

    /** Answers every connection with the name and the address that the client seems to have. */
    void serveTcp(Path namespace, int port, String name) {
        ServerSocket socket = namespaces.inNetwork(namespace, () -> unchecked(() -> new ServerSocket(port)));
        servers.add(socket);
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    String answer = name + " " + client.getInetAddress().getHostAddress();
                    client.getOutputStream().write(answer.getBytes(UTF_8));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    void serveUdp(Path namespace, int port, String name) {
        DatagramSocket socket = namespaces.inNetwork(namespace, () -> unchecked(() -> new DatagramSocket(port)));
        servers.add(socket);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                    socket.receive(packet);
                    byte[] answer = (name + " " + packet.getAddress().getHostAddress()).getBytes(UTF_8);
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    /** What the server said; "refused" or "no answer" if there is none. */
    String askTcp(Path from, String address, int port) {
        return namespaces.inNetwork(
                from,
                () -> unchecked(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
                        return new String(socket.getInputStream().readAllBytes(), UTF_8);
                    } catch (java.net.ConnectException refused) {
                        return "refused";
                    } catch (java.net.SocketTimeoutException silence) {
                        return "no answer";
                    }
                }));
    }

    String askUdp(Path from, String address, int port) {
        try (DatagramSocket socket = namespaces.inNetwork(from, () -> unchecked(DatagramSocket::new))) {
            return askUdp(socket, address, port);
        }
    }

    /** The same from a socket that has been in use. */
    String askUdp(DatagramSocket socket, String address, int port) {
        return unchecked(() -> {
            try {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(new InetSocketAddress(address, port));
                socket.send(new DatagramPacket(new byte[1], 1));
                DatagramPacket answer = new DatagramPacket(new byte[100], 100);
                socket.receive(answer);
                return new String(answer.getData(), 0, answer.getLength(), UTF_8);
            } catch (java.net.SocketTimeoutException | java.net.PortUnreachableException silence) {
                return "no answer";
            }
        });
    }

    /** A host beyond: {@code outside} has 198.51.100.2, this host 198.51.100.1, and no route to containers. */
    Path outside() {
        Path outside = namespace("outside");
        ip(host, "link add out0 type veth peer name out1");
        assertThat(command(host, "ip", "link", "set", "out1", "netns", outside.toString()))
                .isEmpty();
        ip(host, "address add 198.51.100.1/24 dev out0");
        ip(host, "link set out0 up");
        ip(outside, "address add 198.51.100.2/24 dev out1");
        ip(outside, "link set out1 up");
        return outside;
    }

    /** What the ip command of iproute2 says. */
    String ip(Path namespace, String arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        return command(namespace, command.toArray(new String[0]));
    }

    /** What the nft command says. */
    String nft(String... arguments) {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(arguments));
        return command(host, command.toArray(new String[0]));
    }

    /** Runs a program in a namespace; skips the test where it is not installed. */
    static String command(Path namespace, String... command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + namespace));
        all.addAll(List.of(command));
        return unchecked(() -> {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assumeTrue(
                    waitFor(process) != 127 && !output.contains("failed to execute"),
                    "skipped: not installed: " + command[0]);
            return output;
        });
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable server : servers) {
            try {
                server.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
        for (Path file : files) {
            namespaces.removeNetwork(file);
        }
    }

    boolean leftOver(String path) {
        return unchecked(() -> {
            try (var entries = Files.list(directory.resolve("network").resolve(path))) {
                return entries.findAny().isPresent();
            }
        });
    }

    interface Code<T> {
        T run() throws IOException;
    }

    static <T> T unchecked(Code<T> code) {
        try {
            return code.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
