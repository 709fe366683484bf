package dev.pinisi.tool;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.Output;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run once, when the distribution is built, so that the AOT caches hold what commands need: hot commands, one
 * after the other in one JVM, over a store that is thrown away. What they print goes nowhere, what fails is left out.
 */
final class Training {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String HOME = System.getProperty("pinisi.home", "");
    private static final String IMAGE = ShippedImages.PREFIX + "busybox";

    private static final List<String> PS = List.of("ps", "ps -a", "ps -aq --no-trunc");
    private static final List<String> IMAGES = List.of("images", "images -q");
    private static final List<String> INSPECT = List.of("inspect training", "image inspect " + IMAGE);

    private static final List<String> CONTAINERS = List.of(
            "rm -f training",
            "run --rm --network none " + IMAGE + " true",
            "run --rm -e A=1 -v /tmp:/mnt -m 64m " + IMAGE + " sh -c exit|3",
            "run -d --name training -p 80 " + IMAGE + " sleep 60",
            "exec training true",
            "ps",
            "kill training",
            "wait training",
            "container cleanup training",
            "start training",
            "stop -t 0 training",
            "logs training",
            "start training");

    private static final List<String> RUN = List.of(
            "run --rm --network none " + IMAGE + " true",
            "run --rm -p 80 -v /tmp:/mnt " + IMAGE + " sh -c exit|3",
            "run -d --rm " + IMAGE + " true");
    private static final List<String> EXEC = List.of("exec training true", "exec training sh -c exit|3");

    private static final List<String> TRANSFER = List.of(
            "load -q -i @HOME@/share/images/busybox.tar",
            "save -q -o /dev/null " + IMAGE,
            "pull -q --retry 0 --tls-verify=false 127.0.0.1:1/training");

    private final Tool tool;
    private final List<String> globals;

    /**
     * Prepares the lines.
     *
     * @param globals the options that stand before each command
     */
    Training(Tool tool, List<String> globals) {
        this.tool = tool;
        this.globals = globals;
    }

    /**
     * Runs one set of commands.
     *
     * @param set {@code ps}, {@code images}, {@code inspect}, {@code transfer}, {@code run}, {@code exec}, or {@code containers} for all the rest
     */
    int run(String set) {
        Thread watchdog = new Watchdog();
        watchdog.setDaemon(true);
        watchdog.start();
        switch (set) {
            case "ps" -> all(PS);
            case "images" -> all(IMAGES);
            case "inspect" -> all(INSPECT);
            case "transfer" -> all(TRANSFER);
            case "run" -> allAsRoot(RUN);
            case "exec" -> allAsRoot(EXEC);
            default -> allAsRoot(CONTAINERS);
        }
        return 0;
    }

    private void allAsRoot(List<String> lines) {
        all("root".equals(System.getProperty("user.name")) ? lines : PS);
    }

    private void all(List<String> lines) {
        for (String line : lines) {
            List<String> words = new ArrayList<>(globals);
            for (String word : line.split(" ", -1)) {
                words.add(word.replace('|', ' ').replace("@HOME@", HOME));
            }
            tool.another(console()).run(words);
        }
    }

    private static Console console() {
        Output nowhere = new Output(new ByteArrayOutputStream());
        return FailureText.isDebugging() ? Console.standard() : Console.of(nowhere, nowhere);
    }

    /** The build does not hang if a container does; the cache is written in any case. No lambda: it would be cached. */
    private static final class Watchdog extends Thread {
        @Override
        public void run() {
            try {
                sleep(LONGEST);
                Runtime.getRuntime().halt(0);
            } catch (InterruptedException e) {
                interrupt();
            }
        }
    }
}
