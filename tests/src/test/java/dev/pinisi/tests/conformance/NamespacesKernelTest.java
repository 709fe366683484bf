package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** config-linux.md, "namespaces", "sysctl"; config.md, "hostname" and "domainname". */
class NamespacesKernelTest extends ConformanceTest {
    private static String host(String file) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/" + file)).toString();
    }

    private static String link(String file) {
        return "readlink /proc/self/ns/" + file;
    }

    @ParameterizedTest
    @CsvSource({"pid,pid", "mount,mnt", "ipc,ipc", "uts,uts", "network,net", "cgroup,cgroup", "time,time"})
    void a_listed_namespace_is_new(String type, String file) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/ns/" + file)), "kernel without " + type + " namespaces");
        Container container = container().add("linux.namespaces", "{'type': 'ipc'}");
        container = container();
        if (type.equals("cgroup") || type.equals("time")) {
            container.add("linux.namespaces", "{'type': '" + type + "'}");
        }
        assertThat(outputOf(container.shell(link(file)))).startsWith(file + ":").isNotEqualTo(host(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pid", "ipc", "uts", "net"})
    void a_namespace_that_is_not_listed_is_the_hosts(String file) throws IOException {
        Container container =
                container().set("linux.namespaces", "[{'type': 'mount'}]").shell(link(file));
        assertThat(outputOf(container)).isEqualTo(host(file));
    }

    @Test
    void the_program_is_process_1_of_its_namespace() {
        assertThat(outputOf(container().shell("echo $$"))).isEqualTo("1");
    }

    @Test
    void a_namespace_can_be_another_containers() {
        Container first =
                container().shell("while :; do sleep 0.1; done").create().start();
        String namespaces = "[{'type': 'mount'}, {'type': 'pid'}, {'type': 'ipc', 'path': '/proc/" + first.pid()
                + "/ns/ipc'}, {'type': 'network', 'path': '/proc/" + first.pid() + "/ns/net'}]";
        Container second = container().set("linux.namespaces", namespaces).shell(link("ipc") + "; " + link("net"));
        assertThat(outputOf(second))
                .isEqualTo(first.shellIn(link("ipc") + "; " + link("net")).text());
    }

    @Test
    void a_process_namespace_can_be_joined() {
        Container first =
                container().shell("while :; do sleep 0.1; done").create().start();
        String namespaces = "[{'type': 'mount'}, {'type': 'pid', 'path': '/proc/" + first.pid() + "/ns/pid'}]";
        Container second = container().set("linux.namespaces", namespaces).shell(link("pid"));
        assertThat(outputOf(second)).isEqualTo(first.shellIn(link("pid")).text());
    }

    @Test
    void a_path_that_is_no_namespace_of_that_type_is_an_error() {
        Result result = container()
                .set("linux.namespaces", "[{'type': 'mount'}, {'type': 'ipc', 'path': '/proc/self/ns/net'}]")
                .run();
        assertThat(result.status()).isNotZero();
    }

    @Test
    void user_ids_are_mapped() {
        Container container = container()
                .add("linux.namespaces", "{'type': 'user'}")
                .set("linux.uidMappings", "[{'containerID': 0, 'hostID': 100000, 'size': 1000}]")
                .set("linux.gidMappings", "[{'containerID': 0, 'hostID': 200000, 'size': 500}]")
                .shell("id -u; cat /proc/self/uid_map /proc/self/gid_map");
        openToAll(container);
        assertThat(outputOf(container).lines().map(line -> line.strip().replaceAll("\\s+", " ")))
                .containsExactly("0", "0 100000 1000", "0 200000 500");
    }

    private void openToAll(Container container) {
        directory().toFile().setExecutable(true, false);
        for (Path path = container.rootfs(); !path.equals(directory()); path = path.getParent()) {
            path.toFile().setReadable(true, false);
            path.toFile().setExecutable(true, false);
        }
    }

    @Test
    void clocks_of_a_time_namespace_have_their_offsets() {
        assumeTrue(Files.exists(Path.of("/proc/self/ns/time")), "kernel without time namespaces");
        Container container = container()
                .add("linux.namespaces", "{'type': 'time'}")
                .set("linux.timeOffsets", "{'boottime': {'secs': 1000000000}}")
                .shell("cut -d. -f1 /proc/uptime");
        assertThat(Long.parseLong(outputOf(container))).isGreaterThan(1_000_000_000L);
    }

    @Test
    void host_and_domain_names_are_set() {
        Container container = container()
                .set("hostname", "'harbour'")
                .set("domainname", "'sea.example'")
                .shell("hostname; cat /proc/sys/kernel/domainname");
        assertThat(outputOf(container).lines()).containsExactly("harbour", "sea.example");
    }

    @Test
    void kernel_parameters_of_the_containers_namespaces_are_set() {
        Container container = container()
                .set("linux.sysctl", "{'net.ipv4.ip_forward': '1', 'kernel.msgmax': '4096'}")
                .shell("cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax");
        assertThat(outputOf(container).lines()).containsExactly("1", "4096");
    }

    @Test
    void a_kernel_parameter_of_the_host_is_refused() {
        Result result =
                container().set("linux.sysctl", "{'vm.swappiness': '10'}").run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("vm.swappiness");
    }

    @Test
    void only_the_loopback_interface_is_in_a_new_network_namespace() {
        assertThat(outputOf(container().shell("grep -c : /proc/net/dev; grep lo: /proc/net/dev | wc -l"))
                        .lines())
                .contains("1");
    }
}
