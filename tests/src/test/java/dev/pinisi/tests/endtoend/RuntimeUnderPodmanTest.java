package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What podman asks of a runtime in a container's life, with its own monitor. */
class RuntimeUnderPodmanTest {
    private static final String IMAGE = "localhost/busybox:latest";
    private static final String WAITS = "trap 'exit 5' TERM; echo up; while :; do sleep 0.05; done";

    @SuppressWarnings("NullAway.Init")
    private static Host host;

    @BeforeAll
    static void start() {
        Host.assumeProgram("podman");
        Host.assumeProgram("conmon");
        host = Host.start();
        podman("load", "-q", "-i", Host.HOME + "/share/images/busybox.tar").ok();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            podman("rm", "--all", "--force", "--time", "0");
            host.close();
        }
    }

    private static Result podman(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "podman",
                "--root",
                host.directory.resolve("podman").toString(),
                "--runroot",
                host.directory.resolve("podman-run").toString(),
                "--runtime",
                Host.HOME.resolve("libexec/pinisi-oci").toString(),
                "--cgroup-manager",
                "cgroupfs",
                "--events-backend",
                "file"));
        command.addAll(List.of(words));
        return host.run(command);
    }

    private static Result run(String... words) {
        List<String> line = new ArrayList<>(
                List.of("run", "--cgroups", "no-conmon", "--cgroup-parent", "/pinisi", "--network", "none"));
        line.addAll(List.of(words));
        return podman(line.toArray(String[]::new));
    }

    private static void startWaiting(String name) {
        run("-d", "--name", name, "--log-driver", "k8s-file", "--health-cmd", "test -d /proc", IMAGE, "sh", "-c", WAITS)
                .ok();
        Host.await("the first line", () -> podman("logs", name).out().equals("up\n"));
    }

    @Test
    void aContainerIsPausedAndGoesOn() {
        startWaiting("paused");
        podman("pause", "paused").ok();
        assertThat(podman("inspect", "-f", "{{.State.Status}}", "paused").line())
                .isEqualTo("paused");
        podman("unpause", "paused").ok();
        podman("exec", "paused", "true").ok();
    }

    @Test
    void limitsAreChangedAndUseIsCounted() {
        startWaiting("limited");
        podman("update", "--memory", "100m", "--pids-limit", "77", "limited").ok();
        podman("stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}", "limited")
                .ok()
                .prints("limited ");
        podman("top", "limited").ok().prints("sh");
    }

    @Test
    void itsHealthIsChecked() {
        startWaiting("healthy");
        podman("healthcheck", "run", "healthy").ok();
    }

    @Test
    void userNamespacesAndCapabilitiesAreGiven() {
        run("--rm", "--uidmap", "0:100000:1000", "--gidmap", "0:100000:1000", IMAGE, "cat", "/proc/self/uid_map")
                .ok()
                .prints("100000");
        run("--rm", "--cap-drop", "all", "--cap-add", "chown", IMAGE, "grep", "CapEff", "/proc/self/status")
                .ok()
                .prints("0000000000000001");
    }

    @Test
    void aStoppedContainerStartsAgain() {
        startWaiting("again");
        podman("stop", "again").ok();
        assertThat(podman("inspect", "-f", "{{.State.ExitCode}}", "again").line())
                .isEqualTo("5");
        podman("start", "again").ok();
        podman("kill", "-s", "KILL", "again").ok();
    }
}
