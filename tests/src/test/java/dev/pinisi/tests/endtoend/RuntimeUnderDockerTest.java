package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Docker daemon of its own, with {@code pinisi-oci} as its only runtime. */
class RuntimeUnderDockerTest {
    private static final String RUNTIME =
            Host.HOME.resolve("libexec/pinisi-oci").toString();
    private static final String IMAGE = "localhost/busybox:latest";
    private static final String WAITS = "trap 'exit 5' TERM; echo up; while :; do sleep 0.05; done";

    @SuppressWarnings("NullAway.Init")
    private static Host host;

    @SuppressWarnings("NullAway.Init")
    private static Process daemon;

    private static Path folder = Path.of("/");

    @BeforeAll
    static void start() throws IOException {
        Host.assumeProgram("dockerd");
        Host.assumeProgram("docker");
        Host.assumeProgram("containerd");
        host = Host.start();
        folder = Files.createDirectory(host.directory.resolve("docker"));
        Path settings = Files.writeString(folder.resolve("daemon.json"), """
                {"hosts": ["unix://%1$s/socket"], "data-root": "%1$s/root", "exec-root": "%1$s/state", "pidfile": "%1$s/pid",
                 "bridge": "none", "iptables": false, "ip6tables": false, "storage-driver": "vfs",
                 "cgroup-parent": "/pinisi", "exec-opts": ["native.cgroupdriver=cgroupfs"],
                 "default-runtime": "pinisi", "runtimes": {"pinisi": {"path": "%2$s"}}}
                """.formatted(folder, RUNTIME));
        daemon =
                host.start(List.of("sh", "-c", "exec dockerd --config-file " + settings + " >" + folder + "/log 2>&1"));
        Host.await("the Docker daemon", () -> docker("version").exit() == 0);
        docker("load", "-q", "-i", Host.HOME + "/share/images/busybox.tar").ok();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (host == null) {
            return;
        }
        if (daemon != null) {
            host.run(
                    "sh",
                    "-c",
                    "docker -H unix://" + folder + "/socket rm -fv $(docker -H unix://" + folder + "/socket ps -aq)");
            daemon.destroy();
            daemon.waitFor();
        }
        host.close();
    }

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + folder + "/socket"));
        command.addAll(List.of(words));
        return command;
    }

    private static Result docker(String... words) {
        return host.run(command(words));
    }

    private static void startWaiting(String name) {
        docker("run", "-d", "--name", name, "--network", "none", IMAGE, "sh", "-c", WAITS)
                .ok();
        Host.await("the first line", () -> docker("logs", name).out().equals("up\n"));
    }

    @Test
    void containersRunWithLimits() {
        docker("run", "--rm", "--network", "none", IMAGE, "sh", "-c", "echo out; exit 9")
                .exitsWith(9)
                .prints("out");
        String limits = "cat /sys/fs/cgroup/pids/pids.max 2>/dev/null || cat /sys/fs/cgroup/pids.max";
        docker("run", "--rm", "--network", "none", "--memory", "64m", "--pids-limit", "50", IMAGE, "sh", "-c", limits)
                .ok()
                .prints("50");
        docker("run", "--rm", "--network", "none", "--read-only", "--tmpfs", "/run", IMAGE, "touch", "/x")
                .exitsWith(1);
        docker("run", "--rm", "--network", "none", IMAGE, "no-such-command").exitsWith(127);
    }

    @Test
    void furtherProcessesAndTerminalsWork() {
        startWaiting("further");
        docker("exec", "-u", "1000:1000", "-e", "A=b", "further", "sh", "-c", "id -u; echo $A; exit 3")
                .exitsWith(3)
                .prints("1000\nb\n");
        String line = String.join(" ", command("exec", "-it", "further", "tty"));
        host.run("script", "-qec", line, "/dev/null").ok().prints("/dev/pts/");
    }

    @Test
    void aContainerIsPausedUpdatedWatchedAndStopped() {
        startWaiting("life");
        docker("pause", "life").ok();
        assertThat(docker("inspect", "-f", "{{.State.Status}}", "life").line()).isEqualTo("paused");
        docker("unpause", "life").ok();
        docker("update", "--memory", "100m", "--memory-swap", "200m", "--pids-limit", "77", "life")
                .ok();
        docker("stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}", "life")
                .ok()
                .prints("life ");
        docker("top", "life").ok().prints("sleep 0.05");
        docker("stop", "life").ok();
        assertThat(docker("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "life")
                        .line())
                .isEqualTo("exited 5");
        docker("start", "life").ok();
        docker("rm", "-f", "life").ok();
    }

    @Test
    void theDaemonLearnsThatMemoryRanOut() {
        String fill = "dd if=/dev/zero of=/dev/shm/x bs=1M count=60; tail /dev/zero";
        docker("run", "--name", "oom", "--network", "none", "--memory", "16m", IMAGE, "sh", "-c", fill);
        Host.await(
                "the daemon to hear of it",
                () -> docker("inspect", "-f", "{{.State.OOMKilled}}", "oom")
                        .out()
                        .equals("true\n"));
    }
}
