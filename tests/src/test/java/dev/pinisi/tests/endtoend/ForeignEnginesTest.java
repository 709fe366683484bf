package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** podman and containerd over {@code pinisi-oci} and {@code pinisi-monitor}. */
class ForeignEnginesTest {
    private static final String RUNTIME =
            Host.HOME.resolve("libexec/pinisi-oci").toString();
    private static final String MONITOR =
            Host.HOME.resolve("libexec/pinisi-monitor").toString();
    private static final String ARCHIVE =
            Host.HOME.resolve("share/images/busybox.tar").toString();
    private static final String IMAGE = "localhost/busybox:latest";
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

    @AfterEach
    void removeContainersOfPodman() {
        if (Files.exists(host.directory.resolve("podman"))) {
            podman("rm", "--all", "--force", "--time", "0");
        }
    }

    private static List<String> podmanCommand(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "podman",
                "--root",
                host.directory.resolve("podman").toString(),
                "--runroot",
                host.directory.resolve("podman-run").toString(),
                "--runtime",
                RUNTIME,
                "--conmon",
                MONITOR,
                "--cgroup-manager",
                "cgroupfs"));
        command.addAll(List.of(words));
        return command;
    }

    private static Result podman(String... words) {
        return host.run(podmanCommand(words));
    }

    /** {@code podman run} with cgroups below our own, and nothing that needs podman's network programs. */
    private static String[] run(String... words) {
        List<String> line = new ArrayList<>(
                List.of("run", "--cgroups", "no-conmon", "--cgroup-parent", "/pinisi", "--network", "none"));
        line.addAll(List.of(words));
        return line.toArray(String[]::new);
    }

    private static void load() {
        Host.assumeProgram("podman");
        podman("load", "-q", "-i", ARCHIVE).ok();
    }

    @Test
    void podmanRunsAttached() {
        load();
        Result result = podman(run("--rm", IMAGE, "sh", "-c", "echo out; echo err >&2; exit 9"));
        assertThat(result.exitsWith(9).out()).isEqualTo("out\n");
        assertThat(result.err()).endsWith("err\n");
        podman(run("--rm", IMAGE, "no-such-command")).exitsWith(127);
        podman(run("--rm", IMAGE, "/etc")).exitsWith(126);
        podman(run("--rm", "--memory", "64m", "--pids-limit", "20", "--read-only", IMAGE, "true"))
                .ok();
    }

    @Test
    void podmanFeedsStandardInput() {
        load();
        String line = String.join(" ", podmanCommand(run("--rm", "-i", IMAGE, "cat")));
        assertThat(host.run("sh", "-c", "echo hello | " + line).ok().out()).isEqualTo("hello\n");
    }

    @Test
    void podmanGetsATerminal() {
        load();
        String line = String.join(" ", podmanCommand(run("--rm", "-t", IMAGE, "tty")));
        host.run("script", "-qec", line, "/dev/null").ok().prints("/dev/pts/0");
    }

    @Test
    void podmanRunsDetachedReadsLogsExecutesAndStops() {
        load();
        String loop = "trap 'exit 5' TERM; echo up; while :; do sleep 0.05; done";
        podman(run("-d", "--name", "lives", "--log-driver", "k8s-file", IMAGE, "sh", "-c", loop))
                .ok();
        Host.await("the first line", () -> podman("logs", "lives").out().equals("up\n"));
        assertThat(podman("exec", "-e", "A=b", "lives", "sh", "-c", "echo $A; exit 3")
                        .exitsWith(3)
                        .out())
                .isEqualTo("b\n");
        String line = String.join(" ", podmanCommand("exec", "-t", "lives", "tty"));
        host.run("script", "-qec", line, "/dev/null").ok().prints("/dev/pts/");
        podman("stop", "lives").ok();
        assertThat(podman("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", "lives")
                        .line())
                .isEqualTo("exited 5");
        podman("rm", "lives").ok();
    }

    @Test
    void containerdRunsItThroughItsShim() throws IOException {
        Host.assumeProgram("containerd");
        Host.assumeProgram("ctr");
        Path folder = Files.createDirectory(host.directory.resolve("containerd"));
        String socket = folder.resolve("socket").toString();
        Path settings = Files.writeString(folder.resolve("config.toml"), """
                version = 2
                root = "%1$s/root"
                state = "%1$s/state"
                disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images",
                    "io.containerd.cri.v1.runtime", "io.containerd.nri.v1.nri"]
                [grpc]
                address = "%2$s"
                [ttrpc]
                address = "%2$s.ttrpc"
                """.formatted(folder, socket));
        Process daemon =
                host.start(List.of("sh", "-c", "exec containerd --config " + settings + " >" + folder + "/log 2>&1"));
        try {
            Host.await("containerd", () -> ctr(socket, "version").exit() == 0);
            ctr(socket, "images", "import", ARCHIVE).ok();
            String[] run = {
                "run",
                "--rm",
                "--runc-binary",
                RUNTIME,
                "--runc-root",
                folder + "/runtime",
                "--cgroup",
                "/pinisi/containerd-" + ProcessHandle.current().pid(),
                "--snapshotter",
                "native"
            };
            Result result = ctr(socket, concat(run, IMAGE, "one", "sh", "-c", "echo out; exit 4"));
            assertThat(result.exitsWith(4).out()).isEqualTo("out\n");
            ctr(socket, concat(run, "--memory-limit", "67108864", IMAGE, "two", "true"))
                    .ok();
        } finally {
            daemon.destroy();
        }
    }

    private static Result ctr(String socket, String... words) {
        return host.run(List.of(concat(new String[] {"ctr", "--address", socket}, words)));
    }

    private static String[] concat(String[] first, String... second) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(String[]::new);
    }
}
