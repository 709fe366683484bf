package dev.pinisi.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packets between namespaces; the ip and nft commands look at what was made. */
class NetworksKernelTest {
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
    void a_container_gets_an_address_a_gateway_and_a_mac() {
        NetworkResult result = host.connect("a");
        assertThat(result.address()).hasToString("10.90.0.2");
        assertThat(result.gateway()).hasToString("10.90.0.1");
        assertThat(host.ip(host.file("a"), "-br -4 address show eth0"))
                .contains("UP")
                .contains("10.90.0.2/16");
        assertThat(host.ip(host.file("a"), "-br link show eth0")).contains(result.mac());
        assertThat(host.ip(host.file("a"), "route show default")).startsWith("default via 10.90.0.1 dev eth0");
        assertThat(host.ip(host.hostFile(), "-br -4 address show " + result.bridge()))
                .contains("UP")
                .contains("10.90.0.1/16");
    }

    @Test
    void containers_reach_each_other_and_the_host() {
        NetworkResult a = host.connect("a");
        NetworkResult b = host.connect("b");
        host.serveTcp(host.file("a"), 80, "a");
        host.serveTcp(host.hostFile(), 90, "host");
        assertThat(host.askTcp(host.file("b"), a.address().toString(), 80)).isEqualTo("a " + b.address());
        assertThat(host.askTcp(host.file("b"), b.gateway().toString(), 90)).isEqualTo("host " + b.address());
        assertThat(host.askTcp(host.hostFile(), a.address().toString(), 80)).isEqualTo("a " + a.gateway());
    }

    @Test
    void the_world_sees_containers_as_the_host_and_reaches_published_ports_only() {
        Path outside = host.outside();
        NetworkResult a = host.connect("a", "8080:80", "9000:9000/udp");
        host.serveTcp(host.file("a"), 80, "a");
        host.serveTcp(host.file("a"), 81, "secret");
        host.serveUdp(host.file("a"), 9000, "a");
        host.serveTcp(outside, 80, "outside");
        assertThat(host.askTcp(host.file("a"), "198.51.100.2", 80)).isEqualTo("outside 198.51.100.1");
        assertThat(host.askTcp(outside, "198.51.100.1", 8080)).isEqualTo("a 198.51.100.2");
        assertThat(host.askUdp(outside, "198.51.100.1", 9000)).isEqualTo("a 198.51.100.2");
        host.ip(outside, "route add 10.90.0.0/16 via 198.51.100.1");
        assertThat(host.askTcp(outside, a.address().toString(), 81)).isEqualTo("no answer");
    }

    @Test
    void a_published_port_answers_on_the_hosts_loopback_and_addresses() {
        host.outside();
        NetworkResult a = host.connect("a", "8080:80", "9000:9000/udp");
        host.serveTcp(host.file("a"), 80, "a");
        host.serveUdp(host.file("a"), 9000, "a");
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 8080)).isEqualTo("a " + a.gateway());
        assertThat(host.askUdp(host.hostFile(), "127.0.0.1", 9000)).isEqualTo("a " + a.gateway());
        assertThat(host.askTcp(host.hostFile(), "198.51.100.1", 8080)).startsWith("a ");
    }

    @Test
    void a_container_reaches_published_ports_its_own_too() {
        host.outside();
        NetworkResult a = host.connect("a", "8080:80");
        NetworkResult b = host.connect("b");
        host.serveTcp(host.file("a"), 80, "a");
        assertThat(host.askTcp(host.file("a"), "198.51.100.1", 8080)).isEqualTo("a " + a.gateway());
        assertThat(host.askTcp(host.file("a"), a.gateway().toString(), 8080)).isEqualTo("a " + a.gateway());
        assertThat(host.askTcp(host.file("b"), "198.51.100.1", 8080)).isEqualTo("a " + b.gateway());
    }

    @Test
    void a_port_of_one_address_is_not_one_of_another() {
        Path outside = host.outside();
        host.connect("a", "127.0.0.1:8080:80");
        host.connect("b", "198.51.100.1:8080:80");
        host.serveTcp(host.file("a"), 80, "a");
        host.serveTcp(host.file("b"), 80, "b");
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 8080)).startsWith("a ");
        assertThat(host.askTcp(outside, "198.51.100.1", 8080)).startsWith("b ");
    }

    @Test
    void a_container_cannot_reach_the_hosts_loopback() {
        NetworkResult a = host.connect("a");
        host.serveTcp(host.hostFile(), 90, "host");
        host.ip(host.file("a"), "address del 127.0.0.1/8 dev lo");
        host.ip(host.file("a"), "route add 127.0.0.1/32 via " + a.gateway() + " dev eth0 src " + a.address());
        assertThat(host.askTcp(host.file("a"), "127.0.0.1", 90)).isNotEqualTo("host " + a.address());
    }

    @Test
    void ranges_and_free_ports_lead_to_the_container() {
        NetworkResult a = host.connect("a", "7000-7002:80-82", "90");
        host.serveTcp(host.file("a"), 82, "range");
        host.serveTcp(host.file("a"), 90, "free");
        int free = a.ports().getLast().hostPort();
        assertThat(free).isBetween(32768, 60999);
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 7002)).startsWith("range ");
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", free)).startsWith("free ");
    }

    @Test
    void twenty_thousand_ports_are_one_transaction_too() {
        NetworkResult a = host.connect("a", "10000-29999:10000-29999");
        host.serveTcp(host.file("a"), 29999, "last");
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 29999)).isEqualTo("last " + a.gateway());
        host.disconnect("a");
        assertThat(host.leftOver("ports")).isFalse();
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 29999)).isEqualTo("refused");
    }

    @Test
    void a_port_in_use_is_named_and_nothing_is_left() {
        host.connect("a", "127.0.0.1:8080:80");
        assertThatThrownBy(() -> host.connect("b", "8080:80"))
                .isInstanceOf(NetworkException.class)
                .hasMessage("cannot publish port 8080/tcp on 0.0.0.0: address already in use by container a");
        host.serveTcp(host.hostFile(), 8081, "host");
        assertThatThrownBy(() -> host.connect("c", "8081:80"))
                .hasMessage("cannot publish port 8081/tcp on 0.0.0.0: address already in use by a program of the"
                        + " host; end it or publish on another port");
        assertThatThrownBy(() -> host.connect("d", "203.0.113.9:8082:80"))
                .hasMessage("cannot publish port 8082/tcp on 203.0.113.9: this host does not have the address");
        host.disconnect("a");
        assertThat(host.leftOver("pinisi/addresses")).isFalse();
        assertThat(host.leftOver("ports")).isFalse();
        assertThat(host.leftOver("containers")).isFalse();
    }

    @Test
    void tear_down_takes_everything_away_as_often_as_one_likes() {
        NetworkResult a = host.connect("a", "8080:80", "127.0.0.1:9000:90/udp");
        String table = "pinisi" + a.bridge().substring("pinisi".length());
        assertThat(host.nft("list", "map", "ip", table, "published")).contains("tcp . 8080 : " + a.address() + " . 80");
        assertThat(host.nft("list", "map", "ip", table, "published_on_address"))
                .contains("udp . 127.0.0.1 . 9000 : " + a.address() + " . 90");
        assertThat(host.nft("list", "set", "ip", table, "bridges")).contains("\"" + a.bridge() + "\"");
        host.disconnect("a");
        host.disconnect("a");
        assertThat(host.nft("list", "table", "ip", table))
                .doesNotContain("elements = { tcp")
                .doesNotContain("udp");
        assertThat(host.ip(host.hostFile(), "link show")).doesNotContain("veth");
        assertThat(host.leftOver("pinisi/addresses")).isFalse();
        assertThat(host.leftOver("ports")).isFalse();
        assertThat(host.leftOver("containers")).isFalse();
        assertThat(host.runIn(host.hostFile(), () -> host.networks().find("a"))).isEmpty();
    }

    @Test
    void the_link_goes_with_the_namespace() {
        NetworkResult a = host.connect("a", "8080:80");
        host.run(() -> {
            host.networks().tearDown("a", host.file("a"));
            host.networks().tearDown("a", host.file("a"));
            return true;
        });
        assertThat(host.file("a")).doesNotExist();
        assertThat(host.ip(host.hostFile(), "-o link show master " + a.bridge()))
                .isEmpty();
        assertThat(host.leftOver("pinisi/addresses")).isFalse();
        assertThat(host.leftOver("containers")).isFalse();
        NetworkResult again = host.connect("a", "8080:80");
        host.serveTcp(host.file("a"), 80, "again");
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 8080)).isEqualTo("again " + again.gateway());
    }

    @Test
    void many_at_once_do_not_meet() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        Queue<NetworkResult> results = new ConcurrentLinkedQueue<>();
        for (int index = 0; index < 16; index++) {
            String container = "c" + index;
            Path namespace = host.namespace(container);
            NetworkRequest request = NetworkRequest.publishing(List.of(PortMapping.parse("80")));
            threads.add(Thread.ofPlatform()
                    .start(() -> results.add(host.run(() -> host.networks().setUp(container, namespace, request)))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results).hasSize(16);
        assertThat(results).extracting(NetworkResult::address).doesNotHaveDuplicates();
        assertThat(results)
                .extracting(result -> result.ports().getFirst().hostPort())
                .doesNotHaveDuplicates();
        for (NetworkResult result : results) {
            assertThat(host.ip(host.hostFile(), "-o link show " + result.hostInterface()))
                    .contains(result.bridge());
        }
        assertThat(host.nft("list", "ruleset").split("chain guard", -1)).hasSize(2);
    }

    @Test
    void a_client_that_goes_on_sending_meets_the_next_container() {
        Path outside = host.outside();
        NetworkResult a = host.connect("a", "9000:9000/udp");
        host.serveUdp(host.file("a"), 9000, "a");
        try (DatagramSocket client = host.runIn(outside, () -> TestHost.unchecked(DatagramSocket::new))) {
            assertThat(host.askUdp(client, "198.51.100.1", 9000)).startsWith("a ");
            host.disconnect("a");
            NetworkResult b = host.connect("b", "9000:9000/udp");
            host.serveUdp(host.file("b"), 9000, "b");
            assertThat(b.address()).isNotEqualTo(a.address());
            assumeTrue(kernelIsAtLeast(6, 8), "skipped: this kernel cannot forget connections by address");
            assertThat(host.askUdp(client, "198.51.100.1", 9000)).startsWith("b ");
        }
    }

    private static boolean kernelIsAtLeast(int major, int minor) {
        String[] parts = System.getProperty("os.version").split("[.-]");
        int actual = Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
        return actual >= major * 1000 + minor;
    }

    @Test
    void what_is_gone_is_reclaimed_and_what_lives_stays() {
        host.connect("a", "8080:80");
        NetworkResult b = host.connect("b");
        host.serveTcp(host.file("b"), 80, "b");
        List<String> gone = host.run(() -> host.networks().reclaim("b"::equals));
        assertThat(gone).containsExactly("a");
        assertThat(host.askTcp(host.hostFile(), b.address().toString(), 80)).startsWith("b ");
        assertThat(host.connect("c", "8080:80").ports()).hasSize(1);
    }

    @Test
    void docker_lets_containers_pass_whether_it_came_first_or_later() {
        Path outside = host.outside();
        host.serveTcp(outside, 80, "outside");
        NetworkResult a = host.connect("a");
        host.serveTcp(host.file("a"), 80, "a");
        host.nft("add table ip filter; add chain ip filter DOCKER-USER;"
                + " add chain ip filter FORWARD { type filter hook forward priority filter; policy drop; };"
                + " add rule ip filter FORWARD counter jump DOCKER-USER");
        host.connect("b", "8080:80");
        host.serveTcp(host.file("b"), 80, "b");
        host.connect("c");
        assertThat(host.askTcp(host.file("b"), "198.51.100.2", 80)).startsWith("outside ");
        assertThat(host.askTcp(host.file("b"), a.address().toString(), 80)).startsWith("a ");
        assertThat(host.askTcp(outside, "198.51.100.1", 8080)).startsWith("b ");
        String rules = host.nft("list", "chain", "ip", "filter", "DOCKER-USER");
        assertThat(rules.split("accept comment \"" + a.bridge(), -1)).hasSize(3);
        host.run(() -> {
            host.networks().removeBridge();
            return true;
        });
        assertThat(host.nft("list", "ruleset")).doesNotContain(a.bridge());
    }

    @Test
    void rules_that_somebody_flushed_come_back() {
        NetworkResult a = host.connect("a");
        host.nft("flush", "ruleset");
        host.ip(host.hostFile(), "link delete " + a.bridge());
        host.connect("b", "8080:80");
        host.serveTcp(host.file("b"), 80, "b");
        assertThat(host.askTcp(host.hostFile(), "127.0.0.1", 8080)).startsWith("b ");
    }

    @Test
    void an_address_can_be_asked_for_once() {
        Path namespace = host.namespace("x");
        NetworkRequest request = new NetworkRequest(
                Optional.of(IpAddress.parse("10.90.7.7").orElseThrow()), Optional.of("92:d0:c6:0a:29:33"), List.of());
        NetworkResult x = host.run(() -> host.networks().setUp("x", namespace, request));
        assertThat(x.address()).hasToString("10.90.7.7");
        assertThatThrownBy(() -> host.run(() -> host.networks().setUp("y", namespace, request)))
                .hasMessage("address 10.90.7.7 is in use by container x");
    }

    @Test
    void a_subnet_that_the_host_uses_is_left_alone() {
        host.outside();
        host.ip(host.hostFile(), "address add 10.90.3.1/24 dev out0");
        assertThat(host.connect("a").subnet()).hasToString("10.91.0.0/16");
    }

    @Test
    void the_kernels_refusal_says_what_was_tried() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() ->
                        host.run(() -> host.networks().setUp("a", missing, NetworkRequest.publishing(List.of()))))
                .hasMessage("cannot connect container a to network pinisi: open " + missing
                        + ": no such file or directory");
        assertThat(host.leftOver("pinisi/addresses")).isFalse();
    }
}
