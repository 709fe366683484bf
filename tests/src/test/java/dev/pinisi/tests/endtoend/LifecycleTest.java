package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** create, start, stop, kill, rm, ps, logs, wait, exec, inspect. */
class LifecycleTest {
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

    private static String state(String container) {
        return host.pinisi("inspect", "--format", "{{.State.Status}}", container)
                .line();
    }

    @Test
    void aContainerIsCreatedStartedStoppedStartedAgainAndRemoved() {
        String id =
                host.pinisi("create", "--name", "life", IMAGE, "sleep", "1000").line();
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(state("life")).isEqualTo("created");
        host.pinisi("start", "life").ok();
        assertThat(state("life")).isEqualTo("running");
        host.pinisi("stop", "--time", "0", "life").ok();
        assertThat(state("life")).isEqualTo("exited");
        host.pinisi("start", id.substring(0, 12)).ok();
        assertThat(state("life")).isEqualTo("running");
        host.pinisi("rm", "life").failsWith(2, "life", "--force");
        host.pinisi("rm", "--force", "--time", "0", "life").ok();
        host.pinisi("inspect", "life").failsWith(125, "life");
    }

    @Test
    void stopSendsTheSignalAndKillFollowsWhenItIsIgnored() {
        host.pinisi(
                        "run",
                        "-d",
                        "--name",
                        "polite",
                        IMAGE,
                        "sh",
                        "-c",
                        "trap 'exit 7' TERM; while :; do sleep 0.1; done")
                .ok();
        host.pinisi("stop", "polite").ok();
        assertThat(host.pinisi("wait", "polite").line()).isEqualTo("7");
        host.pinisi("run", "-d", "--name", "stubborn", IMAGE, "sh", "-c", "trap '' TERM; while :; do sleep 0.1; done")
                .ok();
        host.pinisi("stop", "--time", "1", "stubborn").ok();
        assertThat(host.pinisi("wait", "stubborn").line()).isEqualTo("137");
        host.pinisi("rm", "polite", "stubborn").ok();
    }

    @Test
    void logsKeepBothStreamsAndEndWithTheContainer() {
        host.pinisi(
                        "run",
                        "--name",
                        "speaker",
                        IMAGE,
                        "sh",
                        "-c",
                        "for i in 1 2 3; do echo out$i; echo err$i >&2; done")
                .ok();
        Result logs = host.pinisi("logs", "speaker").ok();
        assertThat(logs.out()).isEqualTo("out1\nout2\nout3\n");
        assertThat(logs.err()).isEqualTo("err1\nerr2\nerr3\n");
        Result last = host.pinisi("logs", "--tail", "1", "speaker").ok();
        assertThat(last.out() + last.err()).isIn("out3\n", "err3\n");
        assertThat(host.pinisi("logs", "-f", "speaker").ok().out()).isEqualTo("out1\nout2\nout3\n");
        host.pinisi("rm", "speaker").ok();
    }

    @Test
    void execRunsBesideTheMainProcess() {
        host.pinisi("run", "-d", "--name", "main", "-e", "A=main", IMAGE, "sleep", "1000")
                .ok();
        assertThat(host.pinisi("exec", "main", "sh", "-c", "echo $A").line()).isEqualTo("main");
        assertThat(host.pinisi(
                                "exec",
                                "-e",
                                "A=exec",
                                "-w",
                                "/tmp",
                                "-u",
                                "nobody",
                                "main",
                                "sh",
                                "-c",
                                "echo $A $(pwd) $(id -u)")
                        .line())
                .isEqualTo("exec /tmp 65534");
        host.pinisi("exec", "main", "sh", "-c", "exit 9").exitsWith(9);
        host.pinisi("exec", "main", "no-such-command").failsWith(127, "no-such-command");
        host.pinisi("exec", "nobody-knows-it", "true").failsWith(125, "nobody-knows-it");
        host.pinisi("rm", "-f", "-t", "0", "main").ok();
        host.pinisi("exec", "main", "true").failsWith(125, "main");
    }

    @Test
    void psShowsRunningOnesAndWithAllTheOthersToo() {
        host.pinisi("run", "-d", "--name", "up", "--label", "kind=test", IMAGE, "sleep", "1000")
                .ok();
        host.pinisi("run", "--name", "down", "--label", "kind=test", IMAGE, "sh", "-c", "exit 3")
                .exitsWith(3);
        assertThat(host.pinisi("ps", "--filter", "label=kind=test", "--format", "{{.Names}}")
                        .line())
                .isEqualTo("up");
        assertThat(host.pinisi("ps", "-a", "--filter", "label=kind=test", "--format", "{{.Names}} {{.State}}")
                        .ok()
                        .out()
                        .lines())
                .containsExactlyInAnyOrder("up running", "down exited");
        host.pinisi("ps", "-a", "--filter", "name=down").ok().prints("Exited (3)");
        host.pinisi("rm", "-f", "-t", "0", "up", "down").ok();
    }

    @Test
    void psWatchesUntilItIsEnded() throws Exception {
        Process watch = host.startPinisi("ps", "--watch", "1", "--noheading", "--format", "seen");
        host.pinisi("run", "-d", "--name", "watched", IMAGE, "sleep", "100").ok();
        byte[] clear = "\033[H\033[2J".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(watch.getInputStream().readNBytes(clear.length)).isEqualTo(clear);
        String line = watch.inputReader().readLine();
        assertThat(line).endsWith("seen");
        watch.destroy();
        assertThat(host.pinisi("ps", "-s", "--filter", "name=watched").ok().out())
                .contains("(virtual ");
        assertThat(host.pinisi("ps", "--ns", "--filter", "name=watched", "--format", "{{.MNT}}")
                        .line())
                .matches("[0-9]+");
        host.pinisi("rm", "-f", "-t", "0", "watched").ok();
    }

    @Test
    void aNameIsTakenOnce() {
        host.pinisi("create", "--name", "taken", IMAGE).ok();
        host.pinisi("create", "--name", "taken", IMAGE).failsWith(125, "taken", "in use");
        host.pinisi("rm", "taken").ok();
        host.pinisi("create", "--name", "taken", IMAGE).ok();
        host.pinisi("rm", "taken").ok();
    }

    @Test
    void killSendsAnySignal() {
        host.pinisi(
                        "run",
                        "-d",
                        "--name",
                        "target",
                        IMAGE,
                        "sh",
                        "-c",
                        "trap 'exit 5' USR1; while :; do sleep 0.1; done")
                .ok();
        host.pinisi("kill", "--signal", "USR1", "target").ok();
        assertThat(host.pinisi("wait", "target").line()).isEqualTo("5");
        host.pinisi("rm", "target").ok();
    }

    @Test
    void anAttachedClientMayLeaveAndComeBack() {
        host.pinisi("run", "-d", "--name", "talker", IMAGE, "sh", "-c", "while :; do echo tick; sleep 0.1; done")
                .ok();
        List<String> attach = List.of(
                "timeout",
                "2",
                Host.HOME + "/bin/pinisi",
                "--root",
                host.directory + "/root",
                "--runroot",
                host.directory + "/run",
                "attach",
                "--no-stdin",
                "--sig-proxy=false",
                "talker");
        assertThat(host.run(attach).out()).contains("tick");
        assertThat(state("talker")).isEqualTo("running");
        assertThat(host.run(attach).out()).contains("tick");
        host.pinisi("rm", "-f", "-t", "0", "talker").ok();
    }
}
