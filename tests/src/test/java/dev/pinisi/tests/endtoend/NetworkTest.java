package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bridge, published ports, none and host. */
class NetworkTest {
    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    private static Result fetch(String address) {
        return host.run("curl", "-s", "-f", "-m", "5", "http://" + address);
    }

    private static String address(String container) {
        return host.pinisi("inspect", "--format", "{{.NetworkSettings.IPAddress}}", container)
                .line();
    }

    @Test
    void aPublishedPortIsReachedFromTheHostAndFromAnotherContainer() throws IOException {
        Host.assumeProgram("curl");
        Path www = Files.createDirectory(host.directory.resolve("www"));
        Files.writeString(www.resolve("index.html"), "it works");
        host.pinisi(
                        "run",
                        "-d",
                        "--name",
                        "web",
                        "-p",
                        "8080:80",
                        "-v",
                        www + ":/www",
                        IMAGE,
                        "httpd",
                        "-f",
                        "-h",
                        "/www")
                .ok();
        Host.await("the server", () -> fetch(address("web")).exit() == 0);
        assertThat(fetch(address("web")).out()).isEqualTo("it works");
        assertThat(fetch("127.0.0.1:8080").ok().out()).isEqualTo("it works");
        assertThat(host.pinisi(
                                "run",
                                "--rm",
                                IMAGE,
                                "sh",
                                "-c",
                                "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc " + address("web") + " 80")
                        .ok()
                        .out())
                .endsWith("it works");
        host.pinisi("ps", "--format", "{{.Ports}}").ok().prints("0.0.0.0:8080->80/tcp");
        host.pinisi("run", "-d", "--name", "rival", "-p", "8080:80", IMAGE, "sleep", "5")
                .failsWith(125, "8080", "in use");
        host.pinisi("rm", "-f", "-t", "0", "web", "rival").ok();
        assertThat(fetch("127.0.0.1:8080").exit()).isNotZero();
    }

    @Test
    void withoutANetworkThereIsOnlyTheLoopback() {
        Result result = host.pinisi(
                "run", "--rm", "--network", "none", IMAGE, "sh", "-c", "ls /sys/class/net; ip addr show lo");
        assertThat(result.ok().out()).startsWith("lo\n").contains("127.0.0.1");
    }

    @Test
    void theHostsNetworkCanBeShared() {
        assertThat(host.pinisi("run", "--rm", "--network", "host", IMAGE, "readlink", "/proc/self/ns/net")
                        .line())
                .isEqualTo(host.run("readlink", "/proc/self/ns/net").line());
    }

    @Test
    void namesAndResolversAreAsAsked() {
        Result result = host.pinisi(
                "run",
                "--rm",
                "--dns",
                "9.9.9.9",
                "--add-host",
                "db:10.1.2.3",
                IMAGE,
                "cat",
                "/etc/resolv.conf",
                "/etc/hosts");
        result.ok().prints("nameserver 9.9.9.9").prints("10.1.2.3");
    }

    @Test
    void anAddressIsGivenBackWhenItsContainerEnds() {
        String command = "ip -4 -o addr show eth0 | awk '{print $4}'";
        for (int round = 0; round < 3; round++) {
            assertThat(host.pinisi("run", "--rm", IMAGE, "sh", "-c", command).line())
                    .matches("10\\..*/.*");
        }
        Host.await(
                "the links to go",
                () -> !host.run("busybox", "ip", "link").out().contains("veth"));
    }
}
