package dev.pinisi.tool;

import dev.pinisi.commandline.Output;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run once, when the distribution is built, so that the AOT cache holds what commands need: the hot commands,
 * one after the other in one JVM, over a store that is thrown away. What they print goes nowhere, what fails is left out.
 */
final class Training {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String IMAGE = ShippedImages.PREFIX + "busybox";

    private static final List<String> READING = List.of(
            "--help",
            "run --help",
            "version",
            "info",
            "ps",
            "ps -a",
            "ps -aq --no-trunc",
            "ps -a --format table|{{.ID}}|{{.Names}}|{{if|.Labels}}{{json|.Labels}}{{end}}",
            "ps -a --format json --sort names --filter name=training",
            "images",
            "images -q",
            "images --format {{.Repository}}:{{.Tag}}",
            "image inspect " + IMAGE,
            "inspect training",
            "inspect --format {{.Id}}|{{range|.Config.Env}}{{.}}{{end}} training",
            "logs training",
            "port training",
            "container cleanup nosuch");

    private static final List<String> STARTING = List.of(
            "run --rm --network none " + IMAGE + " true",
            "run --rm -e A=1 -v /tmp:/mnt -m 64m " + IMAGE + " sh -c exit|3",
            "run -d --name training -p 127.0.0.1::80 " + IMAGE + " sleep 60",
            "exec training true");

    private static final List<String> ENDING = List.of(
            "kill training",
            "wait training",
            "container cleanup training",
            "start training",
            "stop -t 0 training",
            "rm -f training",
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

    int run() {
        Thread.ofPlatform().daemon().start(Training::giveUpAfterAWhile);
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            all(STARTING);
        }
        all(READING);
        if (root) {
            all(ENDING);
        }
        return 0;
    }

    private void all(List<String> lines) {
        for (String line : lines) {
            List<String> words = new ArrayList<>(globals);
            for (String word : line.split(" ", -1)) {
                words.add(word.replace('|', ' '));
            }
            Output nowhere = new Output(new ByteArrayOutputStream());
            tool.another(Console.of(nowhere, nowhere)).run(words);
        }
    }

    /** The build does not hang if a container does; the cache is written in any case. */
    private static void giveUpAfterAWhile() {
        try {
            Thread.sleep(LONGEST);
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
