package dev.pinisi.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolverFilesTest {
    @Test
    void a_hosts_resolv_conf_is_read_and_written() {
        ResolvConf host = ResolvConf.parse("""
                # made by hand
                search old
                domain example.org
                search a.example b.example ; two
                nameserver 192.0.2.53
                nameserver 127.0.0.1
                nameserver ::1
                nameserver 2001:db8::1 # six
                options ndots:2 edns0
                sortlist 10.0.0.0""");
        assertThat(host.withoutLoopback().content()).isEqualTo("""
                search a.example b.example
                nameserver 192.0.2.53
                nameserver 2001:db8::1
                options ndots:2 edns0
                """);
    }

    @Test
    void without_a_reachable_server_public_ones_are_used() {
        assertThat(ResolvConf.parse("nameserver 127.0.0.53\n").withoutLoopback().content())
                .isEqualTo("nameserver 8.8.8.8\nnameserver 8.8.4.4\n");
    }

    @Test
    void what_the_user_says_replaces_the_hosts() {
        ResolvConf host = ResolvConf.parse("search a\nnameserver 192.0.2.1\noptions x\n");
        assertThat(host.replacedBy(List.of("192.0.2.9"), List.of("."), List.of())
                        .content())
                .isEqualTo("nameserver 192.0.2.9\noptions x\n");
        assertThat(host.replacedBy(List.of(), List.of("b", "c"), List.of("y")).content())
                .isEqualTo("search b c\nnameserver 192.0.2.1\noptions y\n");
    }

    @Test
    void a_hosts_file_has_the_users_entries_first_and_the_container_after_the_hosts() {
        String content = HostsFile.content(
                "# the host\n127.0.0.1 localhost  me\n::1\tlocalhost\n192.0.2.7 db db.example\n",
                List.of(HostEntry.parse("db;cache:192.0.2.8", Optional.empty())),
                Optional.of(new HostEntry("10.90.0.2", List.of("web", "web", "happy"))),
                Optional.of("10.90.0.1"));
        assertThat(content).isEqualTo("""
                192.0.2.8\tdb cache
                127.0.0.1\tlocalhost me
                ::1\tlocalhost
                192.0.2.7\tdb.example
                10.90.0.2\tweb happy
                10.90.0.1\thost.containers.internal host.docker.internal
                """);
    }

    @Test
    void localhost_is_there_whatever_the_base_says() {
        assertThat(HostsFile.content("", List.of(), Optional.empty(), Optional.empty()))
                .isEqualTo("127.0.0.1\tlocalhost\n");
    }

    @Test
    void an_added_host_is_checked() {
        assertThat(HostEntry.parse("up:host-gateway", Optional.of("10.90.0.1"))).hasToString("10.90.0.1\tup");
        assertThat(HostEntry.parse("six:2001:db8::1", Optional.empty())).hasToString("2001:db8::1\tsix");
        assertThatThrownBy(() -> HostEntry.parse("up:host-gateway", Optional.empty()))
                .isInstanceOf(NetworkException.class)
                .hasMessage("cannot add host \"up:host-gateway\": the container's network has no gateway to the host");
        assertThatThrownBy(() -> HostEntry.parse("a:b", Optional.empty()))
                .hasMessage("invalid host \"a:b\": b is not an IP address");
        assertThatThrownBy(() -> HostEntry.parse(":1.2.3.4", Optional.empty()))
                .hasMessage("invalid host \":1.2.3.4\": expected NAME:ADDRESS");
        assertThatThrownBy(() -> HostEntry.parse("a;:1.2.3.4", Optional.empty()))
                .hasMessage("invalid host \"a;:1.2.3.4\": a name is missing");
    }
}
