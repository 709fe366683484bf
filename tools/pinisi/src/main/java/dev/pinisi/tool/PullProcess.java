package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Option;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.EngineOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code pull} that {@code run} and {@code create} begin with where the image is missing: a process of its own. Their
 * JVM is set up to be gone in milliseconds, that of {@code pull} to move layers.
 */
final class PullProcess {
    /** What a user's interrupt ends a process with. */
    private static final int INTERRUPTED = 130;

    /** Exit codes above this one say which signal ended a process. */
    private static final int SIGNALLED = 128;

    private final Invocation call;

    PullProcess(Invocation call) {
        this.call = call;
    }

    /** Whether this is the distribution's tool, so that there is a {@code pull} to start. */
    boolean isPossible() {
        return !call.engine().options().home().isEmpty();
    }

    /**
     * Pulls, showing progress on standard error.
     *
     * @throws ReportedFailure if it failed; the user has read why
     */
    void pull(String image) {
        try {
            Process process = new ProcessBuilder(line(image))
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            int code = await(process);
            if (code > SIGNALLED) {
                throw new CommandException("pull " + image + ": killed by signal " + (code - SIGNALLED));
            }
            if (code != 0) {
                throw new ReportedFailure(code);
            }
        } catch (IOException e) {
            throw new CommandException("pull " + image + ": " + Failure.message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportedFailure(INTERRUPTED);
        }
    }

    /** A signal that ends this process ends the pull, too. */
    private static int await(Process process) throws InterruptedException {
        Thread ending = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        int code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(ending);
        return code;
    }

    private List<String> line(String image) {
        EngineOptions options = call.engine().options();
        Arguments given = call.arguments();
        List<String> line = new ArrayList<>();
        line.add(Path.of(options.home(), "bin", Tool.NAME).toString());
        line.add("--root=" + options.root());
        line.add("--runroot=" + options.runRoot());
        if (!options.storageDriver().isEmpty()) {
            line.add("--storage-driver=" + options.storageDriver());
        }
        for (String option : options.storageOptions()) {
            line.add("--storage-opt=" + option);
        }
        line.add("pull");
        line.add("--policy=" + given.string("pull"));
        for (Option option : PullFlags.options(new OptionTable()).all()) {
            if (given.has(option.name())) {
                line.add("--" + option.name() + "=" + given.string(option.name()));
            }
        }
        line.add(image);
        return line;
    }
}
