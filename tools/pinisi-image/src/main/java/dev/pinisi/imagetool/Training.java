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

    private static final List<String> INSPECT = List.of(
            "inspect docker://@REGISTRY@/training",
            "inspect --config docker://@REGISTRY@/training",
            "inspect --raw docker://@REGISTRY@/training",
            "list-tags docker://@REGISTRY@/training");

    /** What is asked most, and of most registries that are near: loading no more than it needs is half of its time. */
    private static final List<String> LOOK = List.of(
            "inspect --tls-verify=false docker://@REGISTRY@/training",
            "list-tags --tls-verify=false docker://@REGISTRY@/training",
            "manifest-digest @WORK@/layout-serve/index.json");

    private static final List<String> TRANSFER = List.of(
            "copy docker://@REGISTRY@/training oci:@WORK@/copied:latest",
            "copy oci:@WORK@/copied:latest docker-archive:@WORK@/copied.tar",
            "copy docker-archive:@WORK@/copied.tar oci:@WORK@/compressed:latest",
            "copy oci:@WORK@/copied:latest dir:@WORK@/directory",
            "validate oci:@WORK@/copied:latest",
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
     * Runs one set of commands.
     *
     * @param set {@code inspect} or {@code copy}, each without TLS and with it; {@code look}, on the registry of another
     *     JVM, so that no class of it is in the cache; or {@code serve}: be that registry
     */
    void run(String set) throws IOException {
        Path address = work.resolve("address");
        if (set.equals("look")) {
            lines(LOOK, Files.readString(address), work.toString(), "");
            return;
        }
        // the streams of a training are no terminal's, which is asked everywhere else
        Console.standard().isTerminal(2);
        Path layout = work.resolve("layout-" + set);
        line("copy " + IMAGE + " oci:" + layout + ":latest");
        if (set.equals("serve")) {
            serve(layout, address);
            return;
        }
        for (boolean tls : new boolean[] {false, true}) {
            try (TrainingRegistry registry = TrainingRegistry.start(layout, work, tls)) {
                String access = tls ? " --cert-dir " + work : " --tls-verify=false";
                lines(set.equals("copy") ? TRANSFER : INSPECT, registry.address(), work + "/" + tls, access);
            }
        }
    }

    /** Until the process is killed. */
    private void serve(Path layout, Path address) throws IOException {
        TrainingRegistry registry = TrainingRegistry.start(layout, work, false);
        Path written = Files.writeString(work.resolve("address.new"), registry.address());
        Files.move(written, address, StandardCopyOption.ATOMIC_MOVE);
        registry.await();
    }

    private void lines(List<String> lines, String registry, String place, String access) {
        for (String line : lines) {
            String option = line.startsWith("copy") ? access.replace("--", "--src-") : access;
            line(line.replace("@REGISTRY@", registry).replace("@WORK@", place) + option);
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
