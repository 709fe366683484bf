package dev.pinisi.imagetool;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.Output;
import dev.pinisi.config.ConfigPlaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is run once, when the distribution is built, so that the AOT caches hold what commands need: hot commands, one after
 * the other in one JVM, on the image that ships with us, in a registry on the loopback interface. What they print goes
 * nowhere.
 */
final class Training {
    private static final String IMAGE =
            "docker-archive:" + System.getProperty("pinisi.home", "") + "/share/images/busybox.tar";

    private static final String PLAIN = "-plain";

    /** Where the registries' addresses are: the one without TLS, the one with it. */
    private static final String ADDRESSES = "addresses";

    private static final List<String> LOOK = List.of(
            "inspect docker://@REGISTRY@/training",
            "list-tags docker://@REGISTRY@/training",
            "manifest-digest @WORK@/layout/index.json");

    private static final List<String> REST =
            List.of("inspect --config docker://@REGISTRY@/training", "inspect --raw docker://@REGISTRY@/training");

    private static final List<String> TRANSFER = List.of(
            "copy docker://@REGISTRY@/training oci:@PLACE@/copied:latest",
            "copy oci:@PLACE@/copied:latest docker-archive:@PLACE@/copied.tar",
            "copy docker-archive:@PLACE@/copied.tar oci:@PLACE@/compressed:latest",
            "copy oci:@PLACE@/copied:latest dir:@PLACE@/directory",
            "validate oci:@PLACE@/copied:latest",
            "ls docker://@REGISTRY@/training /bin",
            "cat docker://@REGISTRY@/training /etc/passwd");

    /** Root's cache has one place only. */
    private static final int ORDINARY_USER = 65534;

    private final Path work;

    /**
     * Prepares the lines.
     *
     * @param work a directory that is thrown away, with the registry's {@link TrainingRegistry#KEY_STORE} in it
     */
    Training(Path work) {
        this.work = work;
    }

    /**
     * Runs one set of commands on the registries of another JVM, so that no class of theirs is in the cache.
     *
     * @param set {@code all} of what looks, or {@code copy}; {@code look-plain} or {@code copy-plain}, on the registry
     *     without TLS only; or {@code serve}: be those registries
     */
    void run(String set) throws IOException {
        // the streams of a training are no terminal's, which is asked everywhere else
        Console.standard().isTerminal(2);
        if (set.equals("serve")) {
            serve();
            return;
        }
        List<String> lines = lines(set);
        List<String> addresses = Files.readAllLines(work.resolve(ADDRESSES));
        run(lines, addresses.get(0), work + "/" + set, " --tls-verify=false");
        if (!set.endsWith(PLAIN)) {
            run(lines, addresses.get(1), work + "/" + set + "-tls", " --cert-dir " + work);
        }
    }

    private static List<String> lines(String set) {
        if (set.startsWith("copy")) {
            return TRANSFER;
        }
        List<String> lines = new ArrayList<>(LOOK);
        if (set.equals("all")) {
            lines.addAll(REST);
        }
        return lines;
    }

    /** Until the process is killed. */
    private void serve() throws IOException {
        Path layout = work.resolve("layout");
        line("copy " + IMAGE + " oci:" + layout + ":latest");
        TrainingRegistry plain = TrainingRegistry.start(layout, work, false);
        TrainingRegistry secure = TrainingRegistry.start(layout, work, true);
        Path written = Files.write(work.resolve("addresses.new"), List.of(plain.address(), secure.address()));
        Files.move(written, work.resolve(ADDRESSES), StandardCopyOption.ATOMIC_MOVE);
        plain.await();
    }

    /**
     * Runs lines.
     *
     * @param place a directory for what they write
     * @param access the option by which they reach the registry
     */
    private void run(List<String> lines, String registry, String place, String access) {
        for (String line : lines) {
            String option = line.startsWith("copy") ? access.replace("--", "--src-") : access;
            String words = line.replace("@REGISTRY@", registry).replace("@PLACE@", place);
            line(words.replace("@WORK@", work.toString()) + (line.contains("@REGISTRY@") ? option : ""));
        }
    }

    private void line(String line) {
        new ImageTool(console(), Optional.of(places())).run(new ArrayList<>(List.of(line.split(" ", -1))));
    }

    /** The machine's, but what copies learn goes where it is thrown away. */
    private ConfigPlaces places() {
        ConfigPlaces own = ConfigPlaces.ofThisProcess();
        Map<String, String> environment = new HashMap<>(own.environment());
        environment.put("XDG_CACHE_HOME", work.toString());
        return new ConfigPlaces(own.root(), environment, ORDINARY_USER);
    }

    private static Console console() {
        Output nowhere = new Output(new ByteArrayOutputStream());
        return FailureText.isDebugging() ? Console.standard() : Console.of(nowhere, nowhere);
    }
}
