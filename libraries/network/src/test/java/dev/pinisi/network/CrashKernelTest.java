package dev.pinisi.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.linux.Namespaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that connects and disconnects dies at any instant; whoever comes next leaves nothing of it. */
class CrashKernelTest {
    private static final int ROUNDS = 12;

    @TempDir
    private Path directory;

    private TestHost host;

    @BeforeEach
    void aHost() {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: network namespaces need root");
        host = new TestHost(directory);
    }

    @AfterEach
    void remove() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void nothing_is_left_of_who_was_killed() throws Exception {
        Random random = new Random(7);
        NetworkResult survivor = host.connect("survivor", "9090:80");
        host.serveTcp(host.file("survivor"), 80, "survivor");
        for (int round = 0; round < ROUNDS; round++) {
            killed(random.nextLong(40_000_000));
            host.run(() -> host.networks().reclaim("survivor"::equals));
            assertThat(claims("network/containers")).containsExactly("survivor");
            assertThat(claims("network/pinisi/addresses"))
                    .containsExactly(survivor.address().toString());
            assertThat(claims("network/ports")).containsExactly("tcp:0.0.0.0:9090");
        }
        String table = "pinisi" + survivor.bridge().substring("pinisi".length());
        assertThat(host.nft("list", "map", "ip", table, "published"))
                .contains("tcp . 9090")
                .doesNotContain("8080");
        assertThat(linksOf(survivor.bridge())).containsExactly(survivor.hostInterface());
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 9090)).startsWith("survivor ");
        assertThat(host.connect("next", "8080:80").ports()).hasSize(1);
    }

    /** A process at work, dead after so many nanoseconds. */
    private void killed(long nanos) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        "nsenter",
                        "--net=" + host.hostFile(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashKernelTest.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("at work");
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        assertThat(process.isAlive()).as("the victim fell by itself").isTrue();
        process.destroyForcibly().waitFor();
        Namespaces.system().removeNetwork(directory.resolve("netns-victim"));
    }

    /** The victim: one container after another, for ever. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Path namespace = directory.resolve("netns-victim");
        Networks networks = Networks.open(directory.resolve("network"));
        NetworkRequest request = NetworkRequest.publishing(List.of(PortMapping.parse("8080:80")));
        System.out.println("at work");
        for (int round = 0; round < 100_000; round++) {
            Namespaces.system().createNetwork(namespace);
            networks.setUp("victim", namespace, request);
            networks.tearDown("victim", namespace);
        }
    }

    private List<String> claims(String path) throws IOException {
        try (var entries = Files.list(directory.resolve(path))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private List<String> linksOf(String bridge) {
        return host.ip(host.hostFile(), "-br link show master " + bridge)
                .lines()
                .map(line -> line.substring(0, line.indexOf('@')))
                .toList();
    }
}
