package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many at once do at random what users do, on one store, and some are killed; each knows what must be there of its own. Short as
 * it is; {@code -Dpinisi.model.seconds=600 -Dpinisi.model.workers=64} for the long run.
 */
class ModelTest {
    private static final int SECONDS = Integer.getInteger("pinisi.model.seconds", 6);
    private static final int WORKERS = Integer.getInteger("pinisi.model.workers", 8);
    private static final long SEED = Long.getLong("pinisi.model.seed", 1);
    private static final int IMAGES = 4;
    /** Of so many commands one is killed. */
    private static final int KILLED = 8;

    private static Host host;
    private static final Queue<String> problems = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws IOException {
        host = Host.start();
        for (int i = 0; i < IMAGES; i++) {
            SmallImage.make(host, "small" + i + ".tar", "localhost/small" + i + ":latest", "seed" + i);
        }
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void whatEachMadeIsThereAndNothingElse() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(SECONDS));
        List<Worker> workers = new ArrayList<>();
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WORKERS; i++) {
                Worker worker = new Worker(i);
                workers.add(worker);
                runs.add(pool.submit(() -> worker.workUntil(end)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        Result repair = host.pinisi("system", "check", "-r");
        assertThat(repair.exit()).as("damage: %s", repair).isZero();
        assertThat(host.pinisi("system", "check").ok().out()).isEmpty();
        workers.forEach(Worker::compare);
        assertThat(problems).isEmpty();
        assertThat(host.pinisi("ps", "-aq").ok().out().lines().count())
                .isEqualTo(workers.stream()
                        .filter(worker -> worker.container.isPresent())
                        .count());
        assertThat(host.directory.resolve("root/staging")).isEmptyDirectory();
        assertThat(host.mounts()).noneMatch(line -> line.contains("/rootfs/"));
    }

    /** One user, who has a name for an image, a container and a volume of his own. */
    private static final class Worker {
        private final Random random;
        private final String image;
        private final String name;
        private final String volume;
        /** What the container's data must be, if there must be a container. */
        private Optional<String> container = Optional.empty();
        /** What was last written to the volume, if there must be one. */
        private Optional<String> written = Optional.empty();

        Worker(int number) {
            random = new Random(SEED * 1000 + number);
            image = "localhost/own" + number + ":latest";
            name = "c" + number;
            volume = "v" + number;
        }

        void workUntil(Instant end) {
            while (Instant.now().isBefore(end)) {
                step();
            }
        }

        private void step() {
            String shared = "small" + random.nextInt(IMAGES);
            switch (random.nextInt(12)) {
                case 0, 1 -> must("load", "-q", "-i", shared + ".tar");
                case 2 -> may("tag", shared, image);
                case 3, 4 -> create();
                case 5 -> startAgain();
                case 6 -> remove();
                case 7 -> may("rmi", shared);
                case 8 -> useVolume(shared);
                case 9 -> removeVolume();
                case 10 -> prune();
                default -> must(random.nextBoolean() ? List.of("system", "check", "-r") : List.of("ps", "-a"));
            }
        }

        private void prune() {
            may("image", "prune", "-af");
            must("images");
        }

        /** Made of a name that others may be about to remove; once there is a container, its image stays. */
        private void create() {
            if (container.isPresent()) {
                return;
            }
            String data = "head -c 5 /data";
            Optional<Result> made =
                    may("create", "--pull=never", "--name", name, "--network", "none", image, "sh", "-c", data);
            if (isThere("ps", "-aq", "--filter", "name=^" + name + "$")) {
                container = Optional.of("");
            } else if (made.isPresent() && made.get().exit() == 0) {
                problem("created and not there: " + made.get());
            }
        }

        private void startAgain() {
            if (container.isEmpty()) {
                return;
            }
            Optional<Result> run = may("start", "-a", name);
            String data = run.isPresent() ? run.get().out() : "";
            if (data.isEmpty()) {
                return;
            }
            if (!container.get().isEmpty() && !container.get().equals(data)) {
                problem("the container's data is " + data + " instead of " + container.get());
            }
            container = Optional.of(data);
        }

        private void remove() {
            if (container.isEmpty()) {
                return;
            }
            must("rm", "-f", "-t", "0", name);
            if (!isThere("ps", "-aq", "--filter", "name=^" + name + "$")) {
                container = Optional.empty();
            }
        }

        private void useVolume(String shared) {
            if (written.isEmpty()) {
                must("volume", "create", volume);
                written = isThere("volume", "exists", volume) ? Optional.of("") : Optional.empty();
                return;
            }
            String next = Integer.toString(random.nextInt(1_000_000));
            String script = "cat /x/n; echo " + next + " >/x/n.new; mv /x/n.new /x/n";
            Optional<Result> run = may(
                    "run",
                    "--pull=never",
                    "--rm",
                    "--network",
                    "none",
                    "-v",
                    volume + ":/x:nocopy",
                    shared,
                    "sh",
                    "-c",
                    script + "; cat /x/n");
            if (run.isEmpty()) {
                return;
            }
            Result result = run.get();
            if (result.exit() == 0 && !result.out().endsWith(next + "\n")) {
                problem("written to the volume and not there: " + result);
            }
            written = result.exit() == 0 ? Optional.of(next) : written;
        }

        private void removeVolume() {
            if (written.isPresent()) {
                may("volume", "rm", volume);
                written = isThere("volume", "exists", volume) ? written : Optional.empty();
            }
        }

        /** A command that has to go well, unless it is killed; then there is nothing. */
        private Optional<Result> must(String... words) {
            return must(List.of(words));
        }

        private Optional<Result> must(List<String> words) {
            Optional<Result> result = run(words);
            if (result.isPresent() && result.get().exit() != 0) {
                problem("" + result.get());
            }
            return result;
        }

        /** One that may fail, for what another does; but not with anything else. */
        private Optional<Result> may(String... words) {
            Optional<Result> result = run(List.of(words));
            if (result.isPresent()
                    && result.get().exit() != 0
                    && !isOthersDoing(result.get().err())) {
                problem("" + result.get());
            }
            return result;
        }

        /** Also what a killed command of one's own goes on to do: a container outlives who started it. */
        private static boolean isOthersDoing(String error) {
            return error.contains("image not known")
                    || error.contains("runs already")
                    || error.contains("is used by container")
                    || error.contains("is in use by a container")
                    || error.contains("was just removed")
                    || error.contains("is not in the store")
                    || error.contains("pull it again");
        }

        private Optional<Result> run(List<String> words) {
            Process process = host.startPinisi(words.toArray(String[]::new));
            if (random.nextInt(KILLED) > 0) {
                return Optional.of(host.finish(process, words));
            }
            try {
                process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        private static boolean isThere(String... words) {
            Result shown = host.pinisi(words);
            return shown.exit() == 0
                    && (words[0].equals("volume") || !shown.out().isBlank());
        }

        private void problem(String what) {
            problems.add(name + ": " + what);
        }

        /** At the end, when nobody works any more. */
        void compare() {
            if (isThere("ps", "-aq", "--filter", "name=^" + name + "$") != container.isPresent()) {
                problem("the container must be there: " + container);
            }
            if (isThere("volume", "exists", volume) != written.isPresent()) {
                problem("the volume must be there: " + written);
            }
            if (container.isPresent()) {
                String data = host.pinisi("start", "-a", name).ok().out();
                if (!container.get().isEmpty() && !container.get().equals(data)) {
                    problem("the container's data is " + data + " instead of " + container.get());
                }
            }
        }
    }
}
