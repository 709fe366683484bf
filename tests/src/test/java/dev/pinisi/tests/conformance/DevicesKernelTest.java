package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** config-linux.md, "devices" and "default devices". */
class DevicesKernelTest extends ConformanceTest {
    @ParameterizedTest
    @CsvSource({"null,1:3", "zero,1:5", "full,1:7", "random,1:8", "urandom,1:9", "tty,5:0"})
    void default_devices_are_there(String name, String numbers) {
        Container container = container().shell("stat -c '%F %t:%T %a' /dev/" + name);
        assertThat(outputOf(container)).isEqualTo("character special file " + numbers + " 666");
    }

    @Test
    void default_devices_work() {
        Container container = container().shell("echo x > /dev/null && head -c 4 /dev/zero | wc -c");
        assertThat(outputOf(container)).isEqualTo("4");
    }

    @Test
    void standard_links_are_there() {
        Container container = container().shell("for l in fd stdin stdout stderr ptmx; do readlink /dev/$l; done");
        assertThat(outputOf(container).lines())
                .containsExactly("/proc/self/fd", "/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2", "pts/ptmx");
    }

    @Test
    void a_listed_device_is_made_with_mode_and_owner() {
        Container container = container()
                .set(
                        "linux.devices",
                        "[{'path': '/dev/mine', 'type': 'c', 'major': 1, 'minor': 5, 'fileMode': 416, 'uid': 3, 'gid': 4},"
                                + " {'path': '/dev/deep/pipe', 'type': 'p', 'fileMode': 438}]")
                .shell("stat -c '%F %t:%T %a %u:%g' /dev/mine; stat -c '%F %a' /dev/deep/pipe");
        assertThat(outputOf(container).lines()).containsExactly("character special file 1:5 640 3:4", "fifo 666");
    }

    @Test
    void a_device_that_is_not_allowed_cannot_be_opened() {
        Container container = container()
                .set(
                        "process.capabilities",
                        "{'bounding': ['CAP_MKNOD'], 'effective': ['CAP_MKNOD']," + " 'permitted': ['CAP_MKNOD']}")
                .set("linux.resources", "{'devices': [{'allow': false, 'access': 'rwm'}]}")
                .shell("mknod /tmp/mem c 1 1 && head -c 1 /tmp/mem 2>&1; true");
        assertThat(outputOf(container)).contains("Operation not permitted");
    }

    @Test
    void an_allowed_device_can_be_opened() {
        Container container = container()
                .set("linux.devices", "[{'path': '/dev/kmsg0', 'type': 'c', 'major': 1, 'minor': 11, 'fileMode': 438}]")
                .set(
                        "linux.resources",
                        "{'devices': [{'allow': false, 'access': 'rwm'},"
                                + " {'allow': true, 'type': 'c', 'major': 1, 'minor': 11, 'access': 'w'}]}")
                .shell("dd if=/dev/null of=/dev/kmsg0 2>/dev/null && echo opened; head -c 1 /dev/kmsg0 2>&1; true");
        assertThat(outputOf(container)).contains("opened").contains("Operation not permitted");
    }
}
