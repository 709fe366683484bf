package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code checkpoint} and {@code restore}, with the CRIU that is installed. */
class CheckpointKernelTest extends ConformanceTest {
    private static final Path CRIU = Path.of("/usr/sbin/criu");

    /** Waits without another process, which CRIU might meet while it ends. */
    private static final String PAUSE = "read -t 0.05 x <&3";

    private static final String COUNT = "i=$((i+1)); echo $i >> /work/count; " + PAUSE + "; done";

    /** Counts in a file; has none of this process's files open, which CRIU could not find inside. */
    private static final String COUNTS =
            "mknod /work/pipe p; exec 3<> /work/pipe > /dev/null 2>&1; i=0; while :; do " + COUNT;

    @BeforeEach
    void criuWorks() {
        assumeNot(Gap.RUNS_CRIU);
        assumeTrue(Files.isExecutable(CRIU), "no criu (Debian's package criu)");
        Result check = OciRuntime.execute(directory(), List.of(CRIU.toString(), "check"));
        assumeTrue(check.status() == 0, "criu cannot work with this kernel (criu check)");
    }

    private Path images() {
        return directory().resolve("images");
    }

    private Container counting() {
        return container().shell(COUNTS);
    }

    private static int count(Container container) {
        Path file = container.rootfs().resolve("work/count");
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.isEmpty() ? 0 : Integer.parseInt(lines.getLast());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitCount(Container container, int least) {
        Container.await(() -> count(container) >= least, "a count of " + least);
    }

    private Result checkpoint(Container container, String... options) {
        return command("checkpoint", container, options);
    }

    private Result restore(Container container, String... options) {
        List<String> all =
                new ArrayList<>(List.of("--bundle", container.bundle().toString()));
        all.addAll(List.of(options));
        return command("restore", container, all.toArray(String[]::new));
    }

    private Result command(String command, Container container, String... options) {
        List<String> line = new ArrayList<>(List.of(command, "--image-path", images().toString()));
        line.addAll(List.of(options));
        line.add(container.id());
        return container.command(line.toArray(String[]::new));
    }

    private static void succeeds(Result result) {
        assertThat(result.status()).as(result.errors()).isZero();
    }

    private void assertGone(Container container) throws IOException {
        assertThat(container.command("state", container.id()).status()).isNotZero();
        assertThat(cgroupDirectories(container.cgroupsPath())).isEmpty();
    }

    /** What is counted is never less than before. */
    private static void assertGoesOn(Container container, int before) {
        int first = count(container);
        assertThat(first).isGreaterThanOrEqualTo(before);
        awaitCount(container, first + 2);
    }

    @Test
    void a_container_ends_and_goes_on_where_it_was() throws IOException {
        Container container = counting().create().start();
        for (int time = 0; time < 2; time++) {
            awaitCount(container, count(container) + 3);
            succeeds(checkpoint(container));
            assertGone(container);
            int before = count(container);
            Path pidFile = directory().resolve("pid");
            succeeds(restore(container, "--detach", "--pid-file", pidFile.toString()));
            assertThat(container.status()).isEqualTo("running");
            assertThat(Files.readString(pidFile)).isEqualTo(Long.toString(container.pid()));
            assertGoesOn(container, before);
        }
    }

    @Test
    void a_container_may_stay_and_be_made_again_later() throws IOException {
        Container container = counting().create().start();
        awaitCount(container, 5);
        succeeds(checkpoint(container, "--leave-running"));
        assertThat(container.status()).isEqualTo("running");
        int before = count(container);
        awaitCount(container, before + 20);
        succeeds(container.command("delete", "--force", container.id()));
        Files.delete(container.rootfs().resolve("work/count"));
        succeeds(restore(container, "--detach"));
        awaitCount(container, 1);
        assertThat(count(container)).isBetween(5, before + 18);
    }

    @Test
    void memory_can_be_dumped_ahead() throws IOException {
        List<String> check = List.of(CRIU.toString(), "check", "--feature", "mem_dirty_track");
        assumeTrue(OciRuntime.execute(directory(), check).status() == 0, "kernel without tracking of dirty memory");
        Container container = counting().create().start();
        awaitCount(container, 3);
        Path parent = directory().resolve("parent");
        succeeds(container.command("checkpoint", "--pre-dump", "--image-path", parent.toString(), container.id()));
        assertThat(container.status()).isEqualTo("running");
        awaitCount(container, count(container) + 2);
        succeeds(checkpoint(container, "--parent-path", "../parent"));
        assertThat(Files.readSymbolicLink(images().resolve("parent"))).isEqualTo(Path.of("../parent"));
        int before = count(container);
        succeeds(restore(container, "--detach"));
        assertGoesOn(container, before);
    }

    @Test
    void a_parent_must_be_a_directory_beside() {
        Container container = counting().create().start();
        assertThat(checkpoint(container, "--parent-path", "../nothing").errors())
                .contains("--parent-path");
        assertThat(checkpoint(container, "--parent-path", directory().toString())
                        .errors())
                .contains("--parent-path");
        assertThat(container.status()).isEqualTo("running");
    }

    @Test
    void mounts_are_as_before() throws IOException {
        Path volume = Files.createDirectory(directory().resolve("volume"));
        Path inner = Files.createDirectory(directory().resolve("inner"));
        Path file = Files.writeString(directory().resolve("file"), "a file\n");
        Files.writeString(volume.resolve("old"), "of the volume\n");
        Container container = counting()
                .add("mounts", "{'destination': '/sys', 'type': 'sysfs', 'source': 'sysfs', 'options': ['ro']}")
                .add("mounts", "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'options': ['ro']}")
                .add("mounts", "{'destination': '/run', 'type': 'tmpfs', 'source': 'tmpfs'}")
                .add("mounts", bind(volume, "/volume", "bind"))
                .add("mounts", bind(inner, "/volume/for/inner", "bind"))
                .add("mounts", bind(file, "/mnt/file", "ro"))
                .set("linux.maskedPaths", "['/proc/keys', '/proc/acpi', '/proc/scsi', '/nothing']")
                .set("linux.readonlyPaths", "['/proc/sys']")
                .set("root.readonly", "false")
                .create()
                .start();
        awaitCount(container, 2);
        succeeds(container.shellIn("echo kept > /run/kept; echo new > /volume/new"));
        String lists = "cut -d' ' -f2 /proc/self/mounts";
        String before = container.shellIn(lists).output();
        succeeds(checkpoint(container));
        // a volume that is not the same any more: the place of the inner one has to be made again
        Files.delete(volume.resolve("for/inner"));
        Files.delete(volume.resolve("for"));
        succeeds(restore(container, "--detach"));
        assertThat(container.shellIn(lists).output().lines())
                .containsExactlyInAnyOrderElementsOf(before.lines().toList());
        assertThat(container
                        .shellIn("cat /run/kept /volume/new /mnt/file; echo x > /mnt/file || cat /proc/keys; echo end")
                        .output())
                .isEqualTo("kept\nnew\na file\nend\n");
    }

    private static String bind(Path source, String destination, String option) {
        return "{'destination': '" + destination + "', 'type': 'bind', 'source': '" + source
                + "', 'options': ['bind', '" + option + "']}";
    }

    @Test
    void limits_and_namespaces_are_as_before() throws IOException {
        Path controllers = Path.of("/sys/fs/cgroup/cgroup.controllers");
        assumeTrue(
                !Files.exists(controllers) || Files.readString(controllers).contains("pids"),
                "no control group controller pids");
        Container container = counting()
                .set("linux.resources", "{'pids': {'limit': 77}}")
                .set("hostname", "'keeps'")
                .add("linux.namespaces", "{'type': 'cgroup'}")
                .create()
                .start();
        awaitCount(container, 2);
        succeeds(checkpoint(container));
        succeeds(restore(container, "--detach"));
        assertThat(container
                        .shellIn("hostname; cat /proc/uptime > /dev/null; ls /sys/class/net; echo $$ > /work/pid")
                        .output())
                .startsWith("keeps\n");
        List<Path> limits = new ArrayList<>();
        for (Path cgroup : cgroupDirectories(container.cgroupsPath())) {
            if (Files.exists(cgroup.resolve("pids.max"))) {
                limits.add(cgroup.resolve("pids.max"));
            }
        }
        assertThat(limits).isNotEmpty();
        assertThat(Files.readString(limits.getFirst())).isEqualTo("77\n");
    }

    /** To the images, the container's root is one of the others, who must be let in. */
    @Test
    void a_user_namespace_is_as_before() throws IOException {
        Container container = counting()
                .add("linux.namespaces", "{'type': 'user'}")
                .set("linux.uidMappings", "[{'containerID': 0, 'hostID': 100000, 'size': 1000}]")
                .set("linux.gidMappings", "[{'containerID': 0, 'hostID': 100000, 'size': 1000}]");
        assertThat(directory().toFile().setExecutable(true, false)).isTrue();
        assertThat(container.rootfs().resolve("work").toFile().setWritable(true, false))
                .isTrue();
        assertThat(Files.createDirectory(images()).toFile().setExecutable(true, false))
                .isTrue();
        container.create().start();
        awaitCount(container, 2);
        succeeds(checkpoint(container));
        int before = count(container);
        succeeds(restore(container, "--detach"));
        assertThat(container.shellIn("cat /proc/self/uid_map").text().split(" +"))
                .containsExactly("0", "100000", "1000");
        assertGoesOn(container, before);
    }

    /** Mounted at a file, as engines keep them. */
    @Test
    void a_joined_network_namespace_is_joined_again() throws Exception {
        Path kept = Files.createFile(directory().resolve("namespace"));
        succeeds(OciRuntime.execute(directory(), List.of("unshare", "--net=" + kept, "true")));
        try {
            Container container = counting()
                    .set(
                            "linux.namespaces",
                            "[{'type': 'pid'}, {'type': 'mount'}, {'type': 'network', 'path': '" + kept + "'}]")
                    .create()
                    .start();
            awaitCount(container, 2);
            succeeds(checkpoint(container));
            succeeds(restore(container, "--detach"));
            Object own = Files.getAttribute(Path.of("/proc/" + container.pid() + "/ns/net"), "unix:ino");
            assertThat(own).isEqualTo(Files.getAttribute(kept, "unix:ino"));
        } finally {
            succeeds(OciRuntime.execute(directory(), List.of("umount", kept.toString())));
        }
    }

    @Test
    void a_terminal_is_handed_over_again() throws Exception {
        Container container = container()
                .set("process.terminal", "true")
                .shell("touch /work/count; while read line; do echo got $line; [ $line = end ] && exit 0; done");
        Path socket = directory().resolve("console");
        Descriptor first =
                ConsoleSocket.terminalOf(socket, path -> container.tryCreate("--console-socket", path.toString()));
        container.start();
        Container.await(() -> Files.exists(container.rootfs().resolve("work/count")), "the program");
        succeeds(checkpoint(container));
        first.close();
        Files.delete(socket);
        try (Descriptor terminal = ConsoleSocket.terminalOf(
                socket, path -> restore(container, "--detach", "--console-socket", path.toString()))) {
            terminal.write("end\n".getBytes(UTF_8), 0, 4);
            assertThat(ConsoleSocket.readAll(terminal)).contains("got end");
        }
        container.awaitStopped();
    }

    @Test
    void a_terminal_without_a_place_to_go_is_an_error() throws Exception {
        Container container = container().set("process.terminal", "true");
        container.writeConfiguration();
        Files.createDirectory(images());
        Files.writeString(images().resolve("inventory.img"), "");
        Files.writeString(images().resolve("descriptors.json"), "[]");
        Result result = restore(container, "--detach");
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("console");
    }

    /** The pipes are those of who restores, whose exit code is the program's. */
    @Test
    void a_restore_in_the_foreground_has_pipes_and_exit_code() throws Exception {
        Container container = container()
                .shell("mknod /work/pipe p; exec 3<> /work/pipe; i=0; until [ -e /work/stop ]; do echo $i; " + COUNT
                        + "; exit 7");
        container.writeConfiguration();
        Path output = directory().resolve("output");
        Path code = directory().resolve("code");
        pipe("run --bundle " + container.bundle() + " " + container.id(), output, code);
        Container.await(() -> count(container) > 2, "the first counts");
        succeeds(checkpoint(container));
        Container.await(() -> Files.exists(code), "the end of run");
        assertThat(Files.readString(code)).isEqualTo("137\n");
        Files.delete(code);
        int before = count(container);
        Path restored = directory().resolve("restored");
        String command = "restore --image-path " + images() + " --bundle " + container.bundle() + " " + container.id();
        pipe(command, restored, code);
        awaitCount(container, before + 3);
        Files.createFile(container.rootfs().resolve("work/stop"));
        Container.await(() -> Files.exists(code), "the end of restore");
        assertThat(Files.readString(code)).isEqualTo("7\n");
        assertThat(Integer.parseInt(Files.readAllLines(restored).getFirst())).isBetween(before - 1, before + 1);
        assertGone(container);
    }

    /** Runs a command of the runtime with pipes for its output; its exit code appears when all has ended. */
    private void pipe(String command, Path output, Path code) throws IOException {
        String line = runtime().program() + " --root " + runtime().state() + " " + command;
        new ProcessBuilder(
                        "sh",
                        "-c",
                        "{ " + line + " < /dev/null; echo $? > " + code + ".new; } 2>&1 | cat > " + output + "; mv "
                                + code + ".new " + code)
                .redirectErrorStream(true)
                .redirectOutput(directory().resolve("shell").toFile())
                .start();
    }

    @Test
    void hooks_of_the_runtime_run_again() throws IOException {
        Path ran = directory().resolve("ran");
        String hook = "[{'path': '/bin/sh', 'args': ['sh', '-c', 'echo %s >> " + ran + "']}]";
        Container container = counting()
                .set("hooks.createRuntime", String.format(hook, "createRuntime"))
                .set("hooks.poststop", String.format(hook, "poststop"))
                .create()
                .start();
        awaitCount(container, 2);
        succeeds(checkpoint(container));
        succeeds(restore(container, "--detach"));
        assertThat(Files.readAllLines(ran)).containsExactly("createRuntime", "poststop", "createRuntime");
    }

    @Test
    void a_hook_that_fails_leaves_nothing() throws IOException {
        Container container = counting().create().start();
        awaitCount(container, 2);
        succeeds(checkpoint(container));
        container.set("hooks.createRuntime", "[{'path': '/bin/false'}]").writeConfiguration();
        assertThat(restore(container, "--detach").status()).isNotZero();
        assertGone(container);
    }

    @Test
    void a_damaged_checkpoint_leaves_nothing() throws IOException {
        Container container = counting().create().start();
        awaitCount(container, 2);
        succeeds(checkpoint(container));
        for (String image : List.of("pstree.img", "core-1.img", "inventory.img", "descriptors.json")) {
            Path damaged = images().resolve(image);
            byte[] whole = Files.readAllBytes(damaged);
            Files.write(damaged, java.util.Arrays.copyOf(whole, whole.length / 2));
            Result result = restore(container, "--detach");
            assertThat(result.status()).as(image).isNotZero();
            assertThat(result.errors()).isNotEmpty();
            assertGone(container);
            Files.write(damaged, whole);
        }
        succeeds(restore(container, "--detach"));
    }

    @Test
    void what_does_not_run_has_no_checkpoint() {
        Container created = counting().create();
        assertThat(checkpoint(created).errors()).contains("cannot be checkpointed");
        Container stopped = container().create().start().awaitStopped();
        assertThat(checkpoint(stopped).errors()).contains("cannot be checkpointed");
    }

    @Test
    void a_directory_without_a_checkpoint_is_an_error() throws IOException {
        Container container = container();
        container.writeConfiguration();
        Files.createDirectory(images());
        assertThat(restore(container, "--detach").status()).isNotZero();
        assertGone(container);
    }
}
