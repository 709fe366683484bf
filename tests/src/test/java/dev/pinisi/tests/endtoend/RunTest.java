package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code pinisi run}: what the container's process sees, and what comes back. */
class RunTest {
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

    private static Result run(String... optionsImageCommand) {
        String[] all = new String[optionsImageCommand.length + 2];
        all[0] = "run";
        all[1] = "--rm";
        System.arraycopy(optionsImageCommand, 0, all, 2, optionsImageCommand.length);
        return host.pinisi(all);
    }

    @Test
    void outputAndErrorsStayApart() {
        Result result = run(IMAGE, "sh", "-c", "echo out; echo err >&2").ok();
        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
    }

    @Test
    void theExitCodeIsTheContainers() {
        run(IMAGE, "sh", "-c", "exit 42").exitsWith(42);
        run(IMAGE, "sh", "-c", "sh -c 'kill -TERM $$'; exit $?").exitsWith(143);
    }

    @Test
    void aCommandThatIsNotThereIs127AndOneThatCannotRunIs126() {
        run(IMAGE, "no-such-command").failsWith(127, "no-such-command");
        run(IMAGE, "/etc").failsWith(126, "/etc");
    }

    @Test
    void standardInputReachesTheContainer() {
        Result result = host.run("sh", "-c", "echo hello | " + pinisi() + " run --rm -i " + IMAGE + " cat");
        assertThat(result.ok().out()).isEqualTo("hello\n");
    }

    @Test
    void aMegabyteOfOutputArrivesWhole() {
        Result result = run(IMAGE, "sh", "-c", "seq 1 150000");
        assertThat(result.ok().out()).hasLineCount(150_000).endsWith("\n150000\n");
    }

    @Test
    void withATerminalThereIsATerminal() {
        Result result = host.run(
                "script", "-qec", pinisi() + " run --rm -t " + IMAGE + " sh -c 'tty; stty size; exit 3'", "/dev/null");
        result.exitsWith(3).prints("/dev/pts/0");
    }

    @Test
    void environmentWorkingDirectoryUserAndHostnameAreAsAsked() {
        Result result = run(
                "-e",
                "A=1",
                "-w",
                "/var/www",
                "-u",
                "65534:65534",
                "--hostname",
                "box",
                IMAGE,
                "sh",
                "-c",
                "echo $A $(pwd) $(id -u):$(id -g) $(hostname)");
        assertThat(result.line()).isEqualTo("1 /var/www 65534:65534 box");
    }

    @Test
    void aUserMayBeNamed() {
        assertThat(run("-u", "nobody", IMAGE, "id", "-u").line()).isEqualTo("65534");
        run("-u", "nobodyknows", IMAGE, "id").failsWith(126, "nobodyknows");
    }

    @Test
    void foldersAreBoundAndVolumesKeepTheirData() throws IOException {
        Path shared = Files.createDirectory(host.directory.resolve("shared"));
        Files.writeString(shared.resolve("in"), "from outside");
        run("-v", shared + ":/data", IMAGE, "sh", "-c", "cat /data/in; echo back >/data/out")
                .ok()
                .prints("from outside");
        assertThat(shared.resolve("out")).hasContent("back\n");
        run("-v", shared + ":/data:ro", IMAGE, "touch", "/data/x").exitsWith(1);

        run("-v", "kept:/v", IMAGE, "sh", "-c", "echo data >/v/file").ok();
        run("-v", "kept:/v", IMAGE, "cat", "/v/file").ok().prints("data");
        run("--mount", "type=tmpfs,destination=/t", IMAGE, "grep", " /t tmpfs ", "/proc/mounts")
                .ok();
    }

    @Test
    void aReadOnlyContainerCannotWrite() {
        run("--read-only", IMAGE, "touch", "/x").exitsWith(1);
        run("--read-only", IMAGE, "touch", "/tmp/x").ok();
    }

    @Test
    void limitsReachTheCgroup() {
        Result result =
                run("--memory", "64m", "--pids-limit", "50", "--cpus", "0.5", IMAGE, "cat", "/proc/self/cgroup");
        assertThat(result.ok().out()).contains("/");
        run("--memory", "32m", IMAGE, "sh", "-c", "x=$(head -c 100000000 /dev/zero | tr '\\0' x); echo survived")
                .exitsWith(137);
    }

    @Test
    void capabilitiesAndPrivilegesAreReduced() {
        String status = "/proc/self/status";
        assertThat(run(IMAGE, "grep", "CapEff", status).line()).endsWith("00000000a80425fb");
        assertThat(run("--cap-drop", "all", IMAGE, "grep", "CapEff", status).line())
                .endsWith("0000000000000000");
        assertThat(run("--cap-drop", "all", "--cap-add", "chown", IMAGE, "grep", "CapEff", status)
                        .line())
                .endsWith("0000000000000001");
        assertThat(run(IMAGE, "grep", "Seccomp:", status).line()).endsWith("2");
        assertThat(run("--privileged", IMAGE, "grep", "Seccomp:", status).line())
                .endsWith("0");
        assertThat(run("--security-opt", "no-new-privileges", IMAGE, "grep", "NoNewPrivs", status)
                        .line())
                .endsWith("1");
    }

    @Test
    void whatIsMaskedCannotBeRead() {
        assertThat(run(IMAGE, "ls", "-A", "/sys/firmware").ok().out()).isEmpty();
        assertThat(run("--privileged", IMAGE, "ls", "-A", "/sys/firmware").ok().out())
                .isNotEmpty();
        run(IMAGE, "sh", "-c", "echo 1 >/proc/sys/kernel/domainname").exitsWith(1);
    }

    @Test
    void nothingIsLeftWhenItHasEnded() {
        run("--name", "gone", IMAGE, "true").ok();
        assertThat(host.pinisi("ps", "-aq", "--filter", "name=gone").ok().out()).isEmpty();
    }

    @Test
    void aWorkingDirectoryThatWasAskedForMustBeThere() {
        run("-w", "/no/such", IMAGE, "true").failsWith(126, "/no/such");
        assertThat(run("-v", "work:/no/such", "-w", "/no/such", IMAGE, "pwd").line())
                .isEqualTo("/no/such");
    }

    @Test
    void whatIsMountedCanBeGivenToTheUser() throws IOException {
        Path folder = Files.createDirectory(host.directory.resolve("given"));
        Files.createFile(folder.resolve("file"));
        Result owners = run("-u", "1000:1001", "-v", folder + ":/g:U", IMAGE, "stat", "-c", "%u:%g", "/g", "/g/file");
        assertThat(owners.ok().out()).isEqualTo("1000:1001\n1000:1001\n");
        run("-u", "1000", "-v", "/etc:/g:U", IMAGE, "true").failsWith(125, "/etc");
    }

    @Test
    void theEthernetAddressIsTheOneThatWasAskedFor() {
        String mac = "92:d0:c6:0a:29:33";
        assertThat(run("--mac-address", mac, IMAGE, "cat", "/sys/class/net/eth0/address")
                        .line())
                .isEqualTo(mac);
    }

    @Test
    void aGroupOfTheUserIsAmongItsAdditionalOnes() {
        assertThat(run("-u", "1000:1001", IMAGE, "grep", "^Groups:", "/proc/self/status")
                        .line())
                .isEqualTo("Groups:\t1001 ");
    }

    @Test
    void aUserThatTheImageDoesNotKnowHasAName() {
        assertThat(run("-u", "4242:4343", IMAGE, "id").line())
                .isEqualTo("uid=4242(4242) gid=4343(4343) groups=4343(4343)");
        run("-u", "4242", IMAGE, "sh", "-c", "whoami; grep -c root: /etc/passwd")
                .ok()
                .prints("4242\n1\n");
    }

    /** Real-time signals by their numbers: shells do not know their names. */
    @Test
    void signalsOfAForegroundRunReachTheContainer() throws Exception {
        for (String signal :
                new String[] {"HUP", "INT", "USR1", "USR2", "TERM", "ALRM", "CONT", "PROF", "QUIT", "37", "64"}) {
            String trap = "trap 'exit 61' " + signal + "; touch /ready; while :; do sleep 0.02; done";
            Process run = host.startPinisi("run", "--rm", "--name", "proxied", IMAGE, "sh", "-c", trap);
            Host.await(
                    "the trap",
                    () -> host.pinisi("exec", "proxied", "test", "-e", "/ready").exit() == 0);
            host.run("kill", "-s", signal, Long.toString(run.pid())).ok();
            assertThat(run.waitFor()).as(signal).isEqualTo(61);
        }
    }

    @Test
    void anInitIsTheFirstProcessAndReapsOrphans() {
        Result result = run(
                "--init",
                IMAGE,
                "sh",
                "-c",
                "cat /proc/1/comm; orphan=$(sh -c 'sleep 0.1 >/dev/null & echo $!');"
                        + " while [ -e /proc/$orphan ]; do sleep 0.02; done; exit 5");
        assertThat(result.exitsWith(5).out()).isEqualTo("podman-init\n");
        run("--init", IMAGE, "no-such-command").failsWith(127, "no-such-command");
    }

    @Test
    void anInitPassesTheStopSignalOn() {
        host.pinisi(
                        "run",
                        "-d",
                        "--name",
                        "inits",
                        "--init",
                        IMAGE,
                        "sh",
                        "-c",
                        "trap 'exit 44' TERM; touch /ready; while :; do sleep 0.02; done")
                .ok();
        Host.await(
                "the trap",
                () -> host.pinisi("exec", "inits", "test", "-e", "/ready").exit() == 0);
        host.pinisi("stop", "inits").ok();
        assertThat(host.pinisi("wait", "inits").line()).isEqualTo("44");
        host.pinisi("rm", "inits").ok();
    }

    private static String pinisi() {
        return Host.HOME.resolve("bin/pinisi") + " --root " + host.directory.resolve("root") + " --runroot "
                + host.directory.resolve("run");
    }
}
