package dev.pinisi.imagetool;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    private static final List<String> TRANSFER = List.of(
            "copy docker://@REGISTRY@/training oci:@WORK@/copied:latest",
            "copy oci:@WORK@/copied:latest docker-archive:@WORK@/copied.tar",
            "copy docker-archive:@WORK@/copied.tar oci:@WORK@/compressed:latest",
            "copy oci:@WORK@/copied:latest dir:@WORK@/directory",
            "validate oci:@WORK@/copied:latest",
            "ls docker://@REGISTRY@/training /bin",
            "cat docker://@REGISTRY@/training /etc/passwd");

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
     * Runs one set of commands, without TLS and with it.
     *
     * @param set {@code inspect} or {@code copy}
     */
    void run(String set) throws IOException {
        String layout = "oci:" + work.resolve("layout-" + set) + ":latest";
        line("copy " + IMAGE + " " + layout);
        for (boolean tls : new boolean[] {false, true}) {
            try (TrainingRegistry registry = TrainingRegistry.start(work.resolve("layout-" + set), work, tls)) {
                String access = tls ? " --cert-dir " + work : " --tls-verify=false";
                for (String line : set.equals("copy") ? TRANSFER : INSPECT) {
                    String option = line.startsWith("copy") ? access.replace("--", "--src-") : access;
                    line(line.replace("@REGISTRY@", registry.address()).replace("@WORK@", work + "/" + tls) + option);
                }
            }
        }
    }

    private static void line(String line) {
        new ImageTool(console()).run(new ArrayList<>(List.of(line.split(" ", -1))));
    }

    private static Console console() {
        Output nowhere = new Output(new ByteArrayOutputStream());
        return FailureText.isDebugging() ? Console.standard() : Console.of(nowhere, nowhere);
    }
}
