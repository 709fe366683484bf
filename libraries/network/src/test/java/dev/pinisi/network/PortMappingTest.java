package dev.pinisi.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortMappingTest {
    @Test
    void every_form_of_the_option_is_read() {
        assertThat(PortMapping.parse("80")).isEqualTo(new PortMapping(Protocol.TCP, IpAddress.ANY, 0, 80, 1));
        assertThat(PortMapping.parse("8080:80/UDP"))
                .isEqualTo(new PortMapping(Protocol.UDP, IpAddress.ANY, 8080, 80, 1));
        assertThat(PortMapping.parse("127.0.0.1::80/sctp"))
                .isEqualTo(new PortMapping(
                        Protocol.SCTP, IpAddress.parse("127.0.0.1").orElseThrow(), 0, 80, 1));
        assertThat(PortMapping.parse("0.0.0.0:8000-8010:9000-9010"))
                .isEqualTo(new PortMapping(Protocol.TCP, IpAddress.ANY, 8000, 9000, 11));
    }

    @Test
    void anything_else_is_refused_with_the_reason() {
        assertRefused("80/icmp", "unknown protocol icmp, there are tcp, udp and sctp");
        assertRefused("http:80", "\"http\" is not a port or a range of ports");
        assertRefused("8000-8001:80", "the ranges are of different length");
        assertRefused("0", "\"0\" is not a port or a range of ports");
        assertRefused("65536", "\"65536\" is not a port or a range of ports");
        assertRefused("90-80", "\"90-80\" is not a port or a range of ports");
        assertRefused("a:1:2", "a is not an IPv4 address");
        assertRefused("1:2:3:4", "expected [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]");
        assertRefused("", "\"\" is not a port or a range of ports");
    }

    @Test
    void addresses_and_subnets_are_read_strictly() {
        assertThat(IpAddress.parse("255.1.0.9"))
                .hasValueSatisfying(a -> assertThat(a).hasToString("255.1.0.9"));
        assertThat(IpAddress.parse("1.2.3")).isEmpty();
        assertThat(IpAddress.parse("1.2.3.4.5")).isEmpty();
        assertThat(IpAddress.parse("1.2.3.256")).isEmpty();
        assertThat(IpAddress.parse("1..2.3")).isEmpty();
        Subnet subnet = Subnet.parse("10.90.3.4/16").orElseThrow();
        assertThat(subnet).hasToString("10.90.0.0/16");
        assertThat(subnet.gateway()).hasToString("10.90.0.1");
        assertThat(subnet.last()).hasToString("10.90.255.254");
        assertThat(subnet.overlaps(Subnet.parse("10.0.0.0/8").orElseThrow())).isTrue();
        assertThat(subnet.overlaps(Subnet.parse("10.91.0.0/16").orElseThrow())).isFalse();
        assertThat(Subnet.parse("10.0.0.0/31")).isEmpty();
        assertThat(Subnet.parse("10.0.0.0")).isEmpty();
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> PortMapping.parse(text))
                .isInstanceOf(NetworkException.class)
                .hasMessage("invalid port mapping \"" + text + "\": " + reason);
    }
}
