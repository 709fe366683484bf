package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** config.md, "mounts" and "root"; config-linux.md, masked and read-only paths, rootfs propagation. */
class MountsKernelTest extends ConformanceTest {
    private static String optionsOf(String mountPoint) {
        return "grep ' " + mountPoint + " ' /proc/self/mountinfo";
    }

    @ParameterizedTest
    @CsvSource({"ro", "nosuid", "nodev", "noexec", "noatime", "nodiratime", "relatime"})
    void a_mount_has_its_option(String option) {
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/mnt', 'type': 'tmpfs', 'source': 'tmpfs', 'options': ['" + option + "']}")
                .shell(optionsOf("/mnt"));
        assertThat(outputOf(container).split(" ")[5].split(",")).contains(option);
    }

    @Test
    void data_options_reach_the_file_system() {
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/mnt', 'type': 'tmpfs', 'source': 'shm', 'options': ['size=64k', 'mode=1750']}")
                .shell("stat -c %a /mnt; grep ' /mnt ' /proc/self/mountinfo");
        assertThat(outputOf(container)).startsWith("1750").contains("size=64k").contains("shm");
    }

    @Test
    void a_bind_mount_shows_the_hosts_directory() throws IOException {
        Path source = Files.createDirectory(directory().resolve("shared"));
        Files.writeString(source.resolve("note"), "from the host");
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/mnt', 'type': 'bind', 'source': '" + source + "', 'options': ['rbind']}")
                .shell("cat /mnt/note; echo back > /mnt/answer");
        assertThat(outputOf(container)).isEqualTo("from the host");
        assertThat(source.resolve("answer")).hasContent("back\n");
    }

    @Test
    void a_read_only_bind_mount_refuses_writing() throws IOException {
        Path source = Files.createDirectory(directory().resolve("shared"));
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/mnt', 'type': 'bind', 'source': '" + source
                                + "', 'options': ['bind', 'ro']}")
                .shell("touch /mnt/x 2>&1; true");
        assertThat(outputOf(container)).contains("Read-only file system");
    }

    @Test
    void a_file_can_be_bind_mounted_and_its_place_is_made() throws IOException {
        Path source = Files.writeString(directory().resolve("file"), "content");
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/deep/new/file', 'type': 'bind', 'source': '" + source
                                + "', 'options': ['bind']}")
                .shell("cat /deep/new/file");
        assertThat(outputOf(container)).isEqualTo("content");
    }

    @Test
    void a_recursively_read_only_mount_holds_for_what_is_mounted_beneath() {
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/work', 'type': 'bind', 'source': '/dev', 'options': ['rbind', 'rro']}")
                .shell("touch /work/shm/x 2>&1; true");
        assertThat(outputOf(container)).contains("Read-only file system");
    }

    @Test
    void a_tmpfs_may_begin_with_what_it_covers() {
        Container container = container()
                .add("mounts", "{'destination': '/etc', 'type': 'tmpfs', 'source': 'tmpfs', 'options': ['tmpcopyup']}")
                .shell("echo new > /etc/new; grep -c root: /etc/passwd");
        assertThat(outputOf(container)).isEqualTo("1");
        assertThat(container.rootfs().resolve("etc/new")).doesNotExist();
    }

    @Test
    void owners_are_mapped_on_a_mount_that_asks_for_it() throws IOException {
        Path source = Files.createDirectory(directory().resolve("shared"));
        Files.createFile(source.resolve("file"));
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/mnt', 'type': 'bind', 'source': '" + source
                                + "', 'options': ['bind', 'idmap'],"
                                + " 'uidMappings': [{'containerID': 0, 'hostID': 4000, 'size': 10}],"
                                + " 'gidMappings': [{'containerID': 0, 'hostID': 5000, 'size': 10}]}")
                .shell("stat -c %u:%g /mnt/file");
        assertThat(outputOf(container)).isEqualTo("4000:5000");
    }

    @Test
    void control_groups_can_be_mounted() {
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'source': 'cgroup',"
                                + " 'options': ['nosuid', 'noexec', 'nodev', 'relatime', 'ro']}")
                .shell("ls /sys/fs/cgroup /sys/fs/cgroup/pids; mkdir /sys/fs/cgroup/pids/x 2>&1; true");
        assertThat(outputOf(container)).contains("cgroup.procs").contains("Read-only file system");
    }

    @Test
    void mounts_are_made_in_their_order() {
        Container container = container()
                .add("mounts", "{'destination': '/mnt', 'type': 'tmpfs', 'source': 'first'}")
                .add("mounts", "{'destination': '/mnt/inner', 'type': 'tmpfs', 'source': 'second'}")
                .shell("grep -c ' /mnt' /proc/self/mountinfo; ls /mnt");
        assertThat(outputOf(container).lines()).containsExactly("2", "inner");
    }

    @Test
    void a_link_in_the_image_does_not_lead_a_mount_outside() throws IOException {
        Path outside = Files.createDirectory(directory().resolve("outside"));
        Container container = container();
        Files.createSymbolicLink(container.rootfs().resolve("trap"), outside);
        container
                .add("mounts", "{'destination': '/trap/inner', 'type': 'tmpfs', 'source': 'tmpfs'}")
                .run();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_read_only_root_refuses_writing_but_not_its_mounts() {
        Container container = container()
                .set("root", "{'path': 'rootfs', 'readonly': true}")
                .add("mounts", "{'destination': '/mnt', 'type': 'tmpfs', 'source': 'tmpfs'}")
                .shell("touch /mnt/x && touch /x 2>&1; true");
        assertThat(outputOf(container)).contains("Read-only file system");
    }

    @Test
    void the_hosts_mounts_are_out_of_sight() {
        Container container = container().shell("cut -d' ' -f5 /proc/self/mountinfo");
        assertThat(outputOf(container).lines())
                .allMatch(line -> line.equals("/") || line.startsWith("/proc") || line.startsWith("/dev"));
    }

    @Test
    void masked_paths_are_empty_and_those_missing_are_fine() throws IOException {
        Container container = container()
                .set("linux.maskedPaths", "['/proc/kcore', '/secret', '/secrets', '/not/there']")
                .shell("cat /secret; ls /secrets; cat /proc/kcore | head -c 10 | wc -c");
        Files.writeString(container.rootfs().resolve("secret"), "do not read");
        Files.createFile(
                Files.createDirectory(container.rootfs().resolve("secrets")).resolve("one"));
        assertThat(outputOf(container)).isEqualTo("0");
    }

    @Test
    void read_only_paths_refuse_writing_and_those_missing_are_fine() {
        Container container = container()
                .set("linux.readonlyPaths", "['/proc/sys', '/work', '/not/there']")
                .shell("touch /work/x 2>&1; echo 1 2>&1 > /proc/sys/kernel/domainname; true");
        Result result = container.run();
        assertThat(result.output() + result.errors())
                .contains("/work/x: Read-only file system")
                .containsOnlyOnce("touch");
    }

    @ParameterizedTest
    @CsvSource({"rprivate,''", "rslave,master:", "rshared,shared:"})
    void the_root_has_its_propagation(String propagation, String mark) {
        Container container = container()
                .set("linux.rootfsPropagation", "'" + propagation + "'")
                .shell(optionsOf("/"));
        String line = outputOf(container).lines().findFirst().orElseThrow();
        assertThat(
                        line.contains("shared:")
                                ? "shared:"
                                : line.contains("master:") && mark.equals("master:") ? "master:" : "")
                .isIn(mark, propagation.equals("rslave") ? "" : mark);
    }

    @Test
    void the_root_can_be_unbindable() {
        Container container = container()
                .set("linux.rootfsPropagation", "'unbindable'")
                .shell("grep ' / / ' /proc/self/mountinfo || grep -m1 ' / ' /proc/self/mountinfo");
        assertThat(outputOf(container)).contains("unbindable");
    }

    @Test
    void a_source_that_is_missing_is_an_error() {
        Result result = container()
                .add(
                        "mounts",
                        "{'destination': '/mnt', 'type': 'bind', 'source': '/no/such/source', 'options': ['bind']}")
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("/no/such/source");
    }

    @Test
    void the_root_directory_may_be_absolute() {
        Container container = container();
        assertThat(outputOf(container
                        .set("root.path", "'" + container.rootfs() + "'")
                        .shell("echo here")))
                .isEqualTo("here");
    }
}
