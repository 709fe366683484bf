package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many containers, at once and one after the other, and runtimes killed at any instant: nothing stays.
 * {@code -Dpinisi.endurance=1000} for the long run.
 */
class EnduranceKernelTest extends ConformanceTest {
    private static final int ROUNDS = Integer.getInteger("pinisi.endurance", 30);
    private static final int AT_ONCE = 64;
    /** Longer than a command takes. */
    private static final int LATEST_KILL_NANOSECONDS = 15_000_000;

    private static void live(Container container) {
        container.create().start();
        succeeds(container.command("kill", container.id(), "KILL"));
        container.awaitStopped();
        succeeds(container.command("delete", container.id()));
    }

    private static void succeeds(Result result) {
        assertThat(result.status()).as(result.errors()).isZero();
    }

    private Container sleeping() {
        return container().set("linux.resources", "{'pids': {'limit': 20}}").shell("sleep 100");
    }

    /** What the host has more of with each container that is not forgotten. */
    private static List<Long> counts() throws IOException {
        return List.of(lines("/proc/self/mountinfo"), count("/run"), cgroups(), count("/proc/self/fd"));
    }

    private static long lines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.contains("pinisi-conformance-")).count();
        }
    }

    private static long count(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    private static long cgroups() throws IOException {
        long count = 0;
        for (Path parent : cgroupDirectories("/pinisi")) {
            try (Stream<Path> groups = Files.walk(parent)) {
                count += groups.filter(group -> group.toString()
                                .contains("/conformance-"
                                        + ProcessHandle.current().pid() + "-"))
                        .count();
            }
        }
        return count;
    }

    @Test
    void many_lives_in_a_row_leave_nothing() throws IOException {
        Container container = sleeping();
        live(container);
        List<Long> before = counts();
        for (int round = 0; round < ROUNDS; round++) {
            live(container);
        }
        assertThat(counts())
                .as("mounts, entries of /run, control groups, descriptors")
                .isEqualTo(before);
        assertThat(runtime().state())
                .isDirectoryNotContaining(
                        entry -> !entry.getFileName().toString().startsWith("."));
    }

    @Test
    void many_lives_at_once_leave_nothing() throws Exception {
        List<Long> before = counts();
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            containers.add(sleeping());
        }
        List<Future<?>> lives = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            containers.forEach(container -> lives.add(threads.submit(() -> live(container))));
        }
        for (Future<?> life : lives) {
            life.get();
        }
        assertThat(counts())
                .as("mounts, entries of /run, control groups, descriptors")
                .isEqualTo(before);
    }

    /** {@link #nothingIsLeft} looks for control groups, mounts, state and processes, too. */
    @ParameterizedTest
    @ValueSource(strings = {"create", "start", "delete"})
    void what_a_killed_runtime_leaves_can_be_deleted(String command) throws Exception {
        assumeNot(Gap.CLEANS_UP_AFTER_A_KILL);
        Random random = new Random(command.hashCode());
        Container container = sleeping();
        for (int round = 0; round < ROUNDS; round++) {
            Process killed = runtime().start(prepared(container, command));
            LockSupport.parkNanos(random.nextInt(LATEST_KILL_NANOSECONDS));
            killed.destroyForcibly().waitFor();
            Result deletion = container.command("delete", "--force", container.id());
            assertThat(deletion.status())
                    .as("round %d: %s", round, deletion.errors())
                    .isZero();
            assertThat(container.command("state", container.id()).status()).isNotZero();
            assertThat(leftOf(container)).as("round %d", round).isEmpty();
        }
        live(container);
    }

    /** The command's arguments, when all that it needs is there. */
    private static List<String> prepared(Container container, String command) {
        switch (command) {
            case "create" -> {
                container.writeConfiguration();
                return List.of("create", "--bundle", container.bundle().toString(), container.id());
            }
            case "start" -> container.create();
            default -> container.create().start();
        }
        return command.equals("start")
                ? List.of("start", container.id())
                : List.of("delete", "--force", container.id());
    }

    private static List<Path> leftOf(Container container) throws IOException {
        return cgroupDirectories(container.cgroupsPath());
    }
}
