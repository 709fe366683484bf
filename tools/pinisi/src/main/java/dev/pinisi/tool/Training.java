package dev.pinisi.tool;

import dev.pinisi.commandline.Output;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * What is run once, when the distribution is built, so that the AOT cache holds what commands need: the hot commands,
 * one after the other in one JVM, over whatever store there is. Its output goes nowhere.
 */
final class Training {
    private static final List<List<String>> LINES = List.of(
            List.of("ps"),
            List.of("ps", "-a"),
            List.of("ps", "-aq", "--no-trunc"),
            List.of("ps", "-a", "--format", "table {{.ID}}\t{{.Names}} {{if .Labels}}{{json .Labels}}{{end}}"),
            List.of("ps", "-a", "--format", "json", "--sort", "names", "--filter", "name=x"),
            List.of("images"),
            List.of("images", "-q"),
            List.of("images", "--format", "{{.Repository}}:{{.Tag}}"),
            List.of("inspect", "-l"),
            List.of("inspect", "nosuch"),
            List.of("inspect", "--format", "{{.Id}} {{range .RepoTags}}{{.}}{{end}}", "busybox"),
            List.of("image", "inspect", "busybox"),
            List.of("run", "--help"),
            List.of("--help"),
            List.of("version"),
            List.of("info"),
            List.of("stop", "nosuch"),
            List.of("start", "nosuch"),
            List.of("rm", "nosuch"),
            List.of("container", "cleanup", "nosuch"));

    private Training() {}

    static int run(Tool tool) {
        for (List<String> line : LINES) {
            Output nowhere = new Output(new ByteArrayOutputStream());
            tool.another(Console.of(nowhere, nowhere)).run(line);
        }
        return 0;
    }
}
