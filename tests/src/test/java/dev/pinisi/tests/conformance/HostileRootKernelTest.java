package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Root file systems that want mounts to be made elsewhere: links in them, and links that come and go. */
class HostileRootKernelTest extends ConformanceTest {
    private static final int ROUNDS = 40;

    private Path outside() throws IOException {
        Path outside = Files.createDirectories(directory().resolve("outside"));
        Files.writeString(outside.resolve("file"), "untouched");
        return outside;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "../../../../../../../../..%s"})
    void a_link_at_a_mounts_place_does_not_lead_to_the_host(String target) throws IOException {
        Path outside = outside();
        Container container = container()
                .add("mounts", "{'destination': '/mnt/way/in', 'type': 'tmpfs', 'source': 'tmpfs'}")
                .shell("echo > /mnt/way/in/here; grep -c /in /proc/mounts");
        Files.createSymbolicLink(container.rootfs().resolve("mnt/way"), Path.of(target.formatted(outside)));
        Files.createDirectories(Path.of(container.rootfs() + outside.toString()));

        assertThat(outputOf(container)).isEqualTo("1");
        assertThat(outside.toFile().list()).containsExactly("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys"})
    void the_kernels_own_file_systems_are_not_mounted_through_a_link(String name) throws IOException {
        Container container = container()
                .set("mounts", "[{'destination': '/" + name + "', 'type': '" + type(name) + "', 'source': 'it'}]");
        Files.delete(container.rootfs().resolve(name));
        Files.createDirectories(container.rootfs().resolve("tmp/" + name));
        Files.createSymbolicLink(container.rootfs().resolve(name), Path.of("tmp/" + name));

        assertThat(container.run().status()).isNotZero();
    }

    private static String type(String name) {
        return name.equals("sys") ? "sysfs" : name;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/attr", "/proc/sys/kernel", "/proc/1/environ"})
    void nothing_is_bound_over_a_file_of_proc(String destination) throws IOException {
        assumeNot(Gap.COVERS_PROC);
        Path source = destination.endsWith("environ") ? outside().resolve("file") : outside();
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '" + destination + "', 'source': '" + source + "', 'options': ['bind']}");

        assertThat(container.run().status()).isNotZero();
    }

    @Test
    void what_lxcfs_provides_is_bound_over_proc() throws IOException {
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/proc/meminfo', 'source': '"
                                + outside().resolve("file") + "', 'options': ['bind', 'ro']}")
                .shell("cat /proc/meminfo");

        assertThat(outputOf(container)).isEqualTo("untouched");
    }

    @Test
    void a_link_that_changes_while_it_is_mounted_on_leads_nowhere() throws Exception {
        Path outside = outside();
        Path volume = Files.createDirectories(directory().resolve("volume"));
        Files.createDirectories(volume.resolve("inside"));
        Path link = Files.createSymbolicLink(volume.resolve("link"), Path.of("inside"));
        AtomicBoolean over = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> exchange(link, outside, over));
        try {
            for (int i = 0; i < ROUNDS; i++) {
                Container container = container()
                        .add("mounts", "{'destination': '/work', 'source': '" + volume + "', 'options': ['bind']}")
                        .add("mounts", "{'destination': '/work/link/in', 'type': 'tmpfs', 'source': 'tmpfs'}");
                container.run();
                container.command("delete", "--force", container.id());
                assertThat(outside.toFile().list()).containsExactly("file");
            }
        } finally {
            over.set(true);
            attacker.join();
        }
    }

    /** As a container that shares the volume could: the link leads in turn into the volume and to the host. */
    private static void exchange(Path link, Path outside, AtomicBoolean over) {
        Path next = link.resolveSibling("next");
        try {
            for (int i = 0; !over.get(); i++) {
                Files.createSymbolicLink(next, i % 2 == 0 ? outside : Path.of("inside"));
                Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
