package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Processes killed at any instant. {@code -Dpinisi.crash.rounds=200} for the long run.
 */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("pinisi.crash.rounds", 12);
    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start();
        host.pinisi("load", "-q", "-i", Host.HOME + "/share/images/busybox.tar").ok();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aRunKilledAtAnyInstantLeavesNothingThatCannotBeRemoved() throws Exception {
        Random random = new Random(20261122);
        for (int round = 0; round < ROUNDS; round++) {
            Process run = host.startPinisi("run", "--rm", "--name", "victim", IMAGE, "sleep", "0.05");
            run.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
            kill(run);
            assertThat(host.pinisi("ps", "-a", "--filter", "name=victim", "--filter", "status=created")
                            .ok()
                            .out())
                    .as("what was to go away, and never began")
                    .doesNotContain("victim");
            host.pinisi("rm", "-f", "-t", "0", "--ignore", "victim").ok();
            assertThat(host.pinisi("ps", "-aq", "--filter", "name=victim").ok().out())
                    .isEmpty();
        }
        host.pinisi("run", "--rm", IMAGE, "echo", "works").ok().prints("works");
        Host.await("the last processes to end", () -> host.processes().isEmpty());
        assertThat(host.mounts()).noneMatch(line -> line.contains("/rootfs/"));
        assertThat(host.run("busybox", "ip", "link").ok().out()).doesNotContain("veth");
    }

    @Test
    void whicheverProcessOfARunIsKilledTheRestIsCleanedUp() throws Exception {
        Random random = new Random(99);
        for (int round = 0; round < ROUNDS; round++) {
            Process run = host.startPinisi("run", "--rm", "--name", "victim", IMAGE, "sleep", "0.05");
            run.waitFor(20 + random.nextInt(150), TimeUnit.MILLISECONDS);
            List<String> processes = host.processes();
            if (!processes.isEmpty()) {
                Host.kill(processes.get(random.nextInt(processes.size())));
            }
            run.waitFor(10, TimeUnit.SECONDS);
            kill(run);
            host.pinisi("rm", "-f", "-t", "0", "--ignore", "victim").ok();
            assertThat(host.pinisi("ps", "-aq", "--filter", "name=victim").ok().out())
                    .isEmpty();
        }
        host.pinisi("run", "--rm", IMAGE, "echo", "works").ok().prints("works");
        Host.await("the last processes to end", () -> host.processes().isEmpty());
        assertThat(host.mounts()).noneMatch(line -> line.contains("/rootfs/"));
    }

    @Test
    void aContainerOutlivesTheProcessThatStartedIt() throws Exception {
        Process run = host.startPinisi("run", "--name", "survivor", IMAGE, "sh", "-c", "sleep 1; exit 33");
        Host.await(
                "the container",
                () -> host.pinisi("ps", "-q", "--filter", "name=survivor").out().length() > 0);
        kill(run);
        assertThat(host.pinisi("wait", "survivor").line()).isEqualTo("33");
        assertThat(host.pinisi("inspect", "--format", "{{.State.ExitCode}}", "survivor")
                        .line())
                .isEqualTo("33");
        host.pinisi("rm", "survivor").ok();
    }

    @Test
    void aLoadKilledAtAnyInstantLeavesTheOldStateOrTheNew() throws Exception {
        Random random = new Random(7);
        String archive = Host.HOME + "/share/images/busybox.tar";
        for (int round = 0; round < ROUNDS; round++) {
            host.pinisi("rmi", "-af").ok();
            Process load = host.startPinisi("load", "-q", "-i", archive);
            load.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
            kill(load);
            boolean there = host.pinisi("image", "exists", IMAGE).exit() == 0;
            if (there) {
                host.pinisi("run", "--rm", "--network", "none", IMAGE, "true").ok();
            }
            host.pinisi("load", "-q", "-i", archive).ok();
            host.pinisi("run", "--rm", "--network", "none", IMAGE, "true").ok();
        }
    }

    @Test
    void manyRunsAtOnceAllEndWell() throws Exception {
        List<Process> runs = new java.util.ArrayList<>();
        for (int i = 0; i < 16; i++) {
            runs.add(host.startPinisi("run", "--rm", IMAGE, "true"));
        }
        for (Process run : runs) {
            host.finish(run, List.of("pinisi run")).ok();
        }
        assertThat(host.pinisi("ps", "-aq").ok().out()).isEmpty();
    }

    /** The process is nsenter's child by exec: killing it kills pinisi's JVM. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
