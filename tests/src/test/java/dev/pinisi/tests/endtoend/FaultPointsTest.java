package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Commands that are killed at one of the changes that they make to files, or one of whose changes fails. A few of all such
 * points, by {@code -Dpinisi.fault.seed}; {@code -Dpinisi.fault.points=0} for every one, which takes half an hour;
 * {@code -Dpinisi.fault.only='load .*|tag .*'} for some commands.
 */
class FaultPointsTest {
    private static final int POINTS = Integer.getInteger("pinisi.fault.points", 1);
    private static final long SEED = Long.getLong("pinisi.fault.seed", 1);
    private static final String ONLY = System.getProperty("pinisi.fault.only", ".*");
    private static final int FEW = 6;
    private static final int ENOSPC = 28;
    private static final int EIO = 5;
    private static final int EMFILE = 24;

    private static Host host;
    private static Cutter cutter;
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    /** A command, what comes before it, and whether it may be given again when it was cut short. */
    private record Operation(String name, List<List<String>> before, List<String> words, boolean repeats) {
        static Operation of(String words, boolean repeats, String... before) {
            List<List<String>> commands = Stream.of(before)
                    .map(command -> List.of(command.split(" ")))
                    .toList();
            String[] split = words.split(" ");
            return new Operation(split[0] + " " + split[1], commands, List.of(split), repeats);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        host = Host.start();
        cutter = Cutter.make(host);
        SmallImage.make(host);
        String load = "load -q -i " + SmallImage.ARCHIVE;
        String create = "create --name c --network none small true";
        OPERATIONS.addAll(List.of(
                Operation.of(load, true),
                Operation.of("tag small other", true, load),
                Operation.of("untag small:latest", false, load),
                Operation.of("rmi small", false, load),
                Operation.of("image prune -af", true, load),
                Operation.of(create, false, load),
                Operation.of("run --rm --name c --network none small true", false, load),
                Operation.of("run --rm --name c small true", false, load),
                Operation.of("run --name c --network none -v data:/etc small true", false, load),
                Operation.of("run --rm --name c --network none -v /etc small true", false, load),
                Operation.of("start -a c", false, load, create),
                Operation.of("rm c", false, load, create),
                Operation.of("container prune -f", true, load, create),
                Operation.of("volume create -l a=b v", false),
                Operation.of("volume rm v", false, "volume create -l a=b v"),
                Operation.of("volume prune -f", true, "volume create -l a=b v"),
                Operation.of("system check -r", true, load)));
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void killedAtAnyChangeACommandLeavesTheOldStateOrTheNewAndNothingThatIsNotRepaired() {
        List<String> failures = new ArrayList<>();
        for (Operation operation : chosen()) {
            int points = prepare(operation);
            for (int point : sample(points, operation)) {
                reset(operation);
                cutter.kill(point, operation.words);
                failures.addAll(afterwards(operation, "killed"));
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aChangeThatFailsIsAClearErrorAndLeavesNothing() {
        List<String> failures = new ArrayList<>();
        for (Operation operation : chosen()) {
            int points = prepare(operation);
            for (int point : sample(points, operation)) {
                int errno = List.of(ENOSPC, EIO, EMFILE).get(point % 3);
                reset(operation);
                Result result = cutter.fail(point, errno, operation.words);
                String error = result.err();
                if (result.exit() != 0 && (error.isBlank() || error.contains("\tat ") || error.contains("Exception"))) {
                    failures.add(operation.name + " with error " + errno + " at "
                            + cutter.log().get(point - 1) + ": exit " + result.exit() + ", " + error);
                }
                failures.addAll(afterwards(operation, "error " + errno + " at " + point));
            }
        }
        assertThat(failures).isEmpty();
    }

    /** All that were asked for; unasked, a few by the seed. */
    private static List<Operation> chosen() {
        List<Operation> chosen = new ArrayList<>(OPERATIONS);
        chosen.removeIf(one -> !one.name.matches(ONLY));
        if (POINTS == 1) {
            Collections.shuffle(chosen, new Random(SEED));
            return chosen.subList(0, Math.min(chosen.size(), FEW));
        }
        return chosen;
    }

    /** Makes the state before the operation, keeps it for all its rounds, and counts the operation's changes. */
    private static int prepare(Operation operation) {
        host.pinisi("rm", "-f", "-t", "0", "-a");
        host.run("rm", "-rf", "root", "run", "template").ok();
        for (List<String> command : operation.before) {
            host.pinisi(command.toArray(String[]::new)).ok();
        }
        host.run("sh", "-c", "mkdir -p root run; mkdir template; cp -a root run template")
                .ok();
        return cutter.changes(operation.words).size();
    }

    private static void reset(Operation operation) {
        assertThat(operation).isNotNull();
        host.run("sh", "-c", "rm -rf root run; cp -a template/root template/run .")
                .ok();
    }

    private static Set<Integer> sample(int points, Operation operation) {
        Set<Integer> sample = new LinkedHashSet<>();
        Random random = new Random(SEED + operation.name.hashCode());
        for (int i = 1; i <= (POINTS == 0 ? points : POINTS); i++) {
            sample.add(POINTS == 0 ? i : 1 + random.nextInt(points));
        }
        return sample;
    }

    private static List<String> afterwards(Operation operation, String what) {
        String where = operation.name + ", " + what + " at " + cutter.lastChange() + ": ";
        List<String> problems = new ArrayList<>();
        Result first = host.pinisi("system", "check", "-r");
        if (first.exit() != 0 || first.out().contains("Damaged")) {
            problems.add(where + "damage: " + first);
        }
        Result second = host.pinisi("system", "check");
        if (second.exit() != 0 || !second.out().isEmpty()) {
            problems.add(where + "still there after a repair: " + second);
        }
        left().forEach(path -> problems.add(where + "left: " + path));
        if (operation.repeats) {
            Result again = host.pinisi(operation.words.toArray(String[]::new));
            if (again.exit() != 0) {
                problems.add(where + "a second time: " + again);
            }
        }
        for (String words : List.of(
                "rm -f -t 0 --ignore c", "load -q -i small.tar", "run --rm --name c --network none small true")) {
            Result use = host.pinisi(words.split(" "));
            if (use.exit() != 0) {
                problems.add(where + "of no use any more: " + use);
            }
        }
        return problems;
    }

    /** What no command must leave, by a look of our own. */
    private static List<String> left() {
        List<String> left = new ArrayList<>();
        for (String folder : List.of("root/staging", "run/rootfs", "run/netns", "run/containers")) {
            String[] names = host.directory.resolve(folder).toFile().list();
            for (String name : names == null ? new String[0] : names) {
                left.add(folder + "/" + name);
            }
        }
        for (String mount : host.mounts()) {
            if (mount.contains("/rootfs/")) {
                left.add(mount);
            }
        }
        Path drafts = host.directory.resolve("root");
        for (String name : Stream.of(drafts.toFile().list())
                .filter(name -> name.startsWith("."))
                .toList()) {
            left.add("root/" + name);
        }
        if (!Files.exists(drafts.resolve("version"))) {
            left.add("no version");
        }
        return left;
    }
}
