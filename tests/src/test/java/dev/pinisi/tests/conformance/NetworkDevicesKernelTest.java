package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** config-linux.md, "network devices". The runtime is in a network namespace of the test's, with a veth pair to move. */
class NetworkDevicesKernelTest extends ConformanceTest {
    private static final String SHOW = "ip address show dev ";

    private final List<Process> networks = new ArrayList<>();

    @BeforeEach
    void networkWithDevices() throws IOException {
        assumeNot(Gap.NETWORK_DEVICES);
        assumeTrue(
                Stream.of("/sbin/ip", "/usr/sbin/ip", "/bin/ip").map(Path::of).anyMatch(Files::isExecutable),
                "no ip (Debian's package iproute2)");
        runBy(enter(newNetwork()));
        host("ip link add sea0 address 02:00:00:00:00:07 mtu 1400 type veth peer name peer0");
        host("ip address add 192.0.2.7/24 dev sea0");
        host("ip address add 2001:db8::7/64 dev sea0 nodad");
        host("ip address add 169.254.7.7/16 scope link dev sea0");
        host("ip link set sea0 up");
    }

    @AfterEach
    void endNetworks() {
        networks.forEach(Process::destroyForcibly);
    }

    private Process newNetwork() throws IOException {
        Process holder = new ProcessBuilder("unshare", "--net", "sleep", "1000").start();
        networks.add(holder);
        Path own = Path.of("/proc/self/ns/net");
        Path theirs = Path.of("/proc/" + holder.pid() + "/ns/net");
        String outside = Files.readSymbolicLink(own).toString();
        Container.await(() -> !outside.equals(linkOf(theirs)), "a network namespace");
        return holder;
    }

    private static String linkOf(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> enter(Process network) {
        return List.of("nsenter", "--net=/proc/" + network.pid() + "/ns/net");
    }

    /** The output of a command where the runtime is. */
    private String host(String command) {
        return in(networks.getFirst(), command);
    }

    private String in(Process network, String command) {
        List<String> words = new ArrayList<>(enter(network));
        words.addAll(List.of(command.split(" ")));
        Result result = OciRuntime.execute(directory(), words);
        assertThat(result.status()).as(result.errors()).isZero();
        return result.text();
    }

    @Test
    void a_device_is_moved_and_set_up_with_its_lasting_addresses() {
        Container container =
                container().set("linux.netDevices", "{'sea0': {}}").shell(SHOW + "sea0");

        assertThat(outputOf(container))
                .contains("UP", "mtu 1400", "02:00:00:00:00:07", "192.0.2.7/24", "2001:db8::7/64")
                .doesNotContain("169.254.7.7");
        assertThat(host("ip link")).doesNotContain("sea0");
    }

    @Test
    void a_device_can_have_another_name_inside() {
        Container container = container()
                .set("linux.netDevices", "{'sea0': {'name': 'eth0'}}")
                .shell(SHOW + "eth0");

        assertThat(outputOf(container)).contains("192.0.2.7/24");
    }

    @Test
    void the_kernel_numbers_a_name_with_a_template() {
        assumeNot(Gap.NUMBERS_NETWORK_DEVICES);
        Container container = container()
                .set("linux.netDevices", "{'sea0': {'name': 'eth%d'}, 'peer0': {'name': 'eth%d'}}")
                .shell(SHOW + "eth0; " + SHOW + "eth1");

        assertThat(outputOf(container)).contains("192.0.2.7/24", "eth1", "UP");
    }

    @Test
    void a_device_moves_into_a_namespace_that_has_one_of_its_number() throws IOException {
        Process other = newNetwork();
        in(other, "ip link add one type veth peer name two");
        Container container = container()
                .set(
                        "linux.namespaces",
                        "[{'type': 'mount'}, {'type': 'network', 'path': '/proc/" + other.pid() + "/ns/net'}]")
                .set("linux.netDevices", "{'sea0': {}}")
                .shell(SHOW + "sea0");

        assertThat(outputOf(container)).contains("192.0.2.7/24");
        // the owner of the namespace decides what becomes of it
        assertThat(in(other, "ip link")).contains("sea0", "one", "two");
    }

    @Test
    void devices_are_moved_to_a_container_with_users_of_its_own() {
        Container container = container()
                .add("linux.namespaces", "{'type': 'user'}")
                .set("linux.uidMappings", "[{'containerID': 0, 'hostID': 100000, 'size': 1000}]")
                .set("linux.gidMappings", "[{'containerID': 0, 'hostID': 100000, 'size': 1000}]")
                .set("linux.netDevices", "{'sea0': {}}")
                .shell(SHOW + "sea0");
        openToAll(container);

        assertThat(outputOf(container)).contains("192.0.2.7/24");
    }

    private void openToAll(Container container) {
        for (Path path = container.rootfs(); !path.equals(directory().getParent()); path = path.getParent()) {
            path.toFile().setReadable(true, false);
            path.toFile().setExecutable(true, false);
        }
    }

    @Test
    void hooks_of_the_runtime_find_it_moved() throws IOException {
        Path seen = directory().resolve("seen");
        Container container = container()
                .set("linux.netDevices", "{'sea0': {}}")
                .set(
                        "hooks.createRuntime",
                        "[{'path': '/bin/sh', 'args': ['sh', '-c', 'ip link > " + seen + "'], 'env': ['PATH="
                                + System.getenv("PATH") + "']}]")
                .shell("true");

        outputOf(container);
        assertThat(Files.readString(seen)).contains("lo:").doesNotContain("sea0");
    }

    @Test
    void a_device_that_is_not_there_is_an_error_and_others_stay() {
        Result result = container()
                .set("linux.netDevices", "{'sea0': {}, 'nosuch0': {}}")
                .run();

        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("nosuch0");
        if (!runtime().lacks(Gap.CHECKS_NETWORK_DEVICES_FIRST)) {
            assertThat(host("ip address show dev sea0")).contains("192.0.2.7/24");
        }
    }

    @Test
    void a_name_that_is_taken_inside_is_an_error_and_the_device_stays() {
        Result result =
                container().set("linux.netDevices", "{'sea0': {'name': 'lo'}}").run();

        assertThat(result.status()).isNotZero();
        if (!runtime().lacks(Gap.NAMES_THE_JSON_PATH)) {
            assertThat(result.errors()).contains("linux.netDevices.sea0");
        }
        if (!runtime().lacks(Gap.CHECKS_NETWORK_DEVICES_FIRST)) {
            assertThat(host("ip link")).contains("sea0");
        }
    }

    @Test
    void without_a_network_namespace_it_is_an_error() {
        assumeNot(Gap.CHECKS_EVERY_MEMBER);
        Result result = container()
                .set("linux.namespaces", "[{'type': 'mount'}, {'type': 'pid'}]")
                .set("linux.netDevices", "{'sea0': {}}")
                .run();

        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("linux.netDevices: needs a network namespace");
        assertThat(host("ip link")).contains("sea0");
    }
}
