package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.engine.ContainerSpecBuilder;
import org.junit.jupiter.api.Test;

class SpecCheckTest {
    private static void refuses(ContainerSpecBuilder spec, String message) {
        assertThatThrownBy(() -> SpecCheck.check(spec.build())).hasMessage(message);
    }

    @Test
    void kernel_parameters_must_belong_to_a_namespace_of_the_container() {
        refuses(
                Samples.spec().sysctl("kernel.panic", "1"),
                "--sysctl kernel.panic: is not allowed: it belongs to no namespace of the container's");
        refuses(
                Samples.spec().network("host").sysctl("net.core.somaxconn", "1"),
                "--sysctl net.core.somaxconn: is not allowed in a namespace of the host's");
        refuses(
                Samples.spec().ipc("host").sysctl("kernel.shmmax", "1"),
                "--sysctl kernel.shmmax: is not allowed in a namespace of the host's");
        assertThatCode(() -> SpecCheck.check(Samples.spec()
                        .network("none")
                        .sysctl("net.core.somaxconn", "1")
                        .sysctl("fs.mqueue.msg_max", "1")
                        .build()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_time_zone_must_be_there() {
        refuses(
                Samples.spec().timezone("Nowhere/X"),
                "--tz Nowhere/X: there is no such time zone in /usr/share/zoneinfo");
        refuses(
                Samples.spec().timezone("../../../etc/passwd"),
                "--tz ../../../etc/passwd: there is no such time zone in /usr/share/zoneinfo");
    }

    @Test
    void texts_of_options_are_checked_at_once() {
        assertThatThrownBy(() -> Samples.spec().networking().mac("bad"))
                .hasMessage("--mac-address bad: must be an Ethernet address of one host, such as 02:70:0a:5a:00:02");
        assertThatThrownBy(() -> Samples.spec().networking().mac("01:00:5e:00:00:01"))
                .hasMessageContaining("of one host");
        assertThatThrownBy(() -> Samples.spec().networking().expose("x")).hasMessageContaining("x");
        assertThatThrownBy(() -> Samples.spec().volume("/tmp:/t:bogus"))
                .hasMessage("--volume /tmp:/t:bogus: invalid option \"bogus\"");
    }
}
