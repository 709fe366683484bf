package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pulls from a real registry that end too soon. {@code -Dpinisi.crash.rounds=200} for the long run. */
class PullCrashTest {
    private static final int ROUNDS = Integer.getInteger("pinisi.crash.rounds", 12);
    private static Host host;
    private static String image;

    @BeforeAll
    static void start() {
        host = Host.start();
        image = Registry.plain(host, 5000).address + "/crash/box";
        host.run(
                        Host.HOME.resolve("bin/pinisi-image").toString(),
                        "copy",
                        "-q",
                        "--dest-tls-verify=false",
                        "docker-archive:" + Host.HOME + "/share/images/busybox.tar",
                        "docker://" + image)
                .ok();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aPullKilledAtAnyInstantLeavesNothingHalf() throws Exception {
        Random random = new Random(20261123);
        for (int round = 0; round < ROUNDS; round++) {
            host.pinisi("rmi", "-af").ok();
            Process victim = round % 2 == 0 ? start("pull", "-q") : start("run", "--rm", "--network", "none");
            victim.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
            List<String> processes = ours();
            if (!processes.isEmpty()) {
                Host.kill(processes.get(random.nextInt(processes.size())));
            }
            victim.destroyForcibly().waitFor();
            Process next = start("run", "--rm", "--network", "none");
            host.finish(next, List.of("the run after round " + round)).ok();
            Host.await("the last processes to end", () -> ours().isEmpty());
        }
        host.pinisi("rmi", "-af").ok();
        Path root = host.directory.resolve("root");
        assertThat(root.resolve("layers").toFile().list()).isEmpty();
        assertThat(root.resolve("staging").toFile().list()).isEmpty();
        assertThat(host.mounts()).noneMatch(line -> line.contains("/rootfs/"));
    }

    @Test
    void aRunThatIsAskedToEndTakesItsPullAlong() throws Exception {
        host.pinisi("rmi", "-af").ok();
        // a listener that never answers
        host.start(List.of("busybox", "nc", "-l", "-p", "5999"));
        Process run = host.startPinisi("run", "--tls-verify=false", "127.0.0.1:5999/stalled/box", "true");
        Host.await("the pull", () -> ours().size() > 1);
        run.destroy();
        run.waitFor();
        Host.await("the pull to end", () -> ours().isEmpty());
    }

    /** A command on the image, with {@code true} where it takes one. */
    private static Process start(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--tls-verify=false");
        line.add(image);
        if (words[0].equals("run")) {
            line.add("true");
        }
        return host.startPinisi(line.toArray(String[]::new));
    }

    /** Not the registry. */
    private static List<String> ours() {
        return host.processes().stream()
                .filter(process -> process.contains(Host.HOME.toString()))
                .toList();
    }
}
