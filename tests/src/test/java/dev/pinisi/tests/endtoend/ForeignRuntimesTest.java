package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code pinisi} with the runtimes and the monitor of others: both sides of a standard can be replaced. */
class ForeignRuntimesTest {
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

    private static void assumeWorks(String runtime) {
        Host.assumeProgram(runtime);
        boolean hybrid = Files.isDirectory(Path.of("/sys/fs/cgroup/unified"));
        assumeTrue(!(runtime.equals("crun") && hybrid), "crun refuses hybrid cgroups");
    }

    @ParameterizedTest
    @CsvSource({
        "pinisi-oci, pinisi-monitor",
        "runc, pinisi-monitor",
        "crun, pinisi-monitor",
        "pinisi-oci, conmon",
        "runc, conmon"
    })
    void aContainerLivesFromRunToRemovalUnder(String runtime, String monitor) {
        if (!runtime.startsWith("pinisi")) {
            assumeWorks(runtime);
        }
        if (!monitor.startsWith("pinisi")) {
            Host.assumeProgram(monitor);
        }
        Tool tool = new Tool(runtime, monitor);
        tool.run("run", "--rm", "--memory", "64m", IMAGE, "sh", "-c", "echo out; echo err >&2; exit 7")
                .exitsWith(7)
                .prints("out\n");
        tool.run("run", "--rm", IMAGE, "no-such-command").failsWith(127, "no-such-command");
        tool.run("run", "--rm", IMAGE, "/etc").failsWith(126, "/etc");

        tool.run(
                        "run",
                        "-d",
                        "--name",
                        "lives",
                        IMAGE,
                        "sh",
                        "-c",
                        "trap 'exit 5' TERM; echo up; while :; do sleep 0.05; done")
                .ok();
        Host.await("the first line", () -> tool.run("logs", "lives").out().equals("up\n"));
        assertThat(tool.run("exec", "-e", "A=b", "lives", "sh", "-c", "echo $A; exit 3")
                        .exitsWith(3)
                        .out())
                .isEqualTo("b\n");
        assertThat(tool.run("ps", "--format", "{{.Names}} {{.State}}").line()).isEqualTo("lives running");
        tool.run("stop", "lives").ok();
        assertThat(tool.run("wait", "lives").line()).isEqualTo("5");
        tool.run("start", "lives").ok();
        tool.run("rm", "-f", "-t", "0", "lives").ok();
        assertThat(tool.run("ps", "-aq").ok().out()).isEmpty();
    }

    @Test
    void aTerminalOfAnotherMonitorIsATerminal() {
        Host.assumeProgram("conmon");
        String line = Host.HOME.resolve("bin/pinisi") + " --root " + host.directory.resolve("root") + " --runroot "
                + host.directory.resolve("run") + " --conmon conmon run --rm -t " + IMAGE + " tty";
        host.run("script", "-qec", line, "/dev/null").ok().prints("/dev/pts/0");
    }

    /** The tool with one runtime and one monitor. */
    private record Tool(String runtime, String monitor) {
        Result run(String... words) {
            String[] all = new String[words.length + 4];
            all[0] = "--runtime";
            all[1] = runtime;
            all[2] = "--conmon";
            all[3] = monitor;
            System.arraycopy(words, 0, all, 4, words.length);
            return host.pinisi(all);
        }
    }
}
