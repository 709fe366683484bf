package dev.pinisi.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final Subnet SUBNET = Subnet.parse("10.90.0.0/16").orElseThrow();

    @TempDir
    private Path directory;

    @Test
    void two_hundred_at_once_get_an_address_each() throws InterruptedException {
        Queue<String> leased = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int index = 0; index < 200; index++) {
            String owner = "c" + index;
            threads.add(Thread.ofPlatform().start(() -> {
                await(start);
                leased.add(lease(SUBNET, owner));
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(leased).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void processes_share_them_too() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LeasesTest.class.getName(),
                            directory.toString(),
                            "p" + index)
                    .redirectErrorStream(true)
                    .start());
        }
        List<String> leased = new ArrayList<>();
        for (Process process : processes) {
            leased.addAll(new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList());
            assertThat(process.waitFor()).as(leased.toString()).isZero();
        }
        assertThat(leased).hasSize(200).doesNotHaveDuplicates();
    }

    /** One of the processes: directory, name. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        AddressPool pool = new AddressPool(SUBNET, new Claims(directory), new Claims(directory));
        for (int index = 0; index < 50; index++) {
            System.out.println(pool.lease(arguments[1] + "-" + index, Optional.empty()));
        }
    }

    @Test
    void a_released_address_rests_until_the_subnet_is_used_up() {
        Subnet small = Subnet.parse("192.0.2.0/29").orElseThrow();
        assertThat(lease(small, "a")).isEqualTo("192.0.2.2");
        assertThat(lease(small, "b")).isEqualTo("192.0.2.3");
        pool(small).release(IpAddress.parse("192.0.2.2").orElseThrow(), "b");
        assertThat(new Claims(directory).owner("192.0.2.2")).isEqualTo("a");
        pool(small).release(IpAddress.parse("192.0.2.2").orElseThrow(), "a");
        assertThat(lease(small, "c")).isEqualTo("192.0.2.4");
        assertThat(lease(small, "d")).isEqualTo("192.0.2.5");
        assertThat(lease(small, "e")).isEqualTo("192.0.2.6");
        assertThat(lease(small, "f")).isEqualTo("192.0.2.2");
        assertThatThrownBy(() -> lease(small, "g"))
                .isInstanceOf(NetworkException.class)
                .hasMessage("all 5 addresses of 192.0.2.0/29 are in use");
    }

    @Test
    void an_address_outside_is_refused() {
        assertThatThrownBy(() -> pool(SUBNET).lease("a", IpAddress.parse("10.90.0.1")))
                .hasMessage("address 10.90.0.1 is not one for a container of 10.90.0.0/16");
        assertThatThrownBy(() -> pool(SUBNET).lease("a", IpAddress.parse("10.91.0.2")))
                .hasMessage("address 10.91.0.2 is not one for a container of 10.90.0.0/16");
    }

    @Test
    void states_survive_being_written_and_half_written_ones_are_seen() throws IOException {
        Connections connections = new Connections(directory);
        NetworkResult result = new NetworkResult(
                "pinisi",
                "pinisi0",
                "veth0",
                "eth0",
                IpAddress.parse("10.90.0.2").orElseThrow(),
                SUBNET,
                "02:70:0a:5a:00:02",
                List.of(new PublishedPort(Protocol.UDP, IpAddress.ANY, 53, 5353)));
        connections.write("a", result);
        java.nio.file.Files.writeString(directory.resolve("b.new"), "{");
        assertThat(connections.read("a")).contains(result);
        assertThat(connections.read("b")).isEmpty();
        assertThat(connections.containers()).containsExactlyInAnyOrder("a", "b");
        connections.delete("b");
        assertThat(connections.containers()).containsExactly("a");
        java.nio.file.Files.writeString(directory.resolve("a"), "{\"ports\":[{\"protocol\":\"x\"}]}");
        assertThatThrownBy(() -> connections.read("a"))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(directory.resolve("a").toString());
    }

    private String lease(Subnet subnet, String owner) {
        return pool(subnet).lease(owner, Optional.empty()).toString();
    }

    private AddressPool pool(Subnet subnet) {
        return new AddressPool(subnet, new Claims(directory), new Claims(directory));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
