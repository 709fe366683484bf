package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.OptionParser;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.Output;
import dev.pinisi.config.ConfigPlaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the command that a command line names, runs it, and turns whatever goes wrong into one line. */
final class ImageTool {
    static final String NAME = "pinisi-image";

    private final Console console;
    private final Optional<ConfigPlaces> places;
    private Log log;

    /** With the configuration of this process's user. */
    ImageTool(Console console) {
        this(console, Optional.empty());
    }

    /**
     * With the configuration that is found elsewhere.
     *
     * @param places empty: this process's user's
     */
    ImageTool(Console console, Optional<ConfigPlaces> places) {
        this.console = console;
        this.places = places;
        this.log = new Log(console, false);
    }

    /**
     * Runs one command line.
     *
     * @return the exit code
     */
    int run(List<String> words) {
        try {
            dispatch(words);
            console.out().flush();
            return 0;
        } catch (RuntimeException | IOException | StackOverflowError | OutOfMemoryError e) {
            return failed(e);
        }
    }

    private void dispatch(List<String> words) throws IOException {
        OptionTable table = Help.withHelp(NAME, Globals.toolTable());
        Arguments before = OptionParser.parse(table, words);
        if (before.flag("version")) {
            console.out().println(NAME + " version " + version());
            return;
        }
        List<String> rest = before.words();
        if (before.flag("help")) {
            help(rest);
        } else if (rest.isEmpty()) {
            throw new Failure("Missing command '" + NAME + " COMMAND'\nTry '" + NAME + " --help' for more information");
        } else if (rest.get(0).equals("help")) {
            help(rest.subList(1, rest.size()));
        } else if (rest.get(0).equals("__train") && rest.size() == 2) {
            new Training(Path.of(before.string("tmpdir"))).run(rest.get(1));
        } else {
            command(rest.get(0), rest.subList(1, rest.size()), before);
        }
    }

    static String version() {
        return System.getProperty("pinisi.version", "0.1.0");
    }

    private void command(String name, List<String> words, Arguments before) throws IOException {
        Command command = Commands.find(name);
        OptionTable table = Help.withHelp(name, command.options()).inherit(Globals.table());
        Arguments arguments = OptionParser.parse(table, words);
        if (arguments.flag("help")) {
            help(List.of(name));
            return;
        }
        Globals globals = Globals.read(before, arguments, places);
        log = new Log(console, globals.debug());
        try (Deadline deadline = Deadline.after(globals.commandTimeout(), log)) {
            run(command, new Invocation(arguments, globals, console, log, deadline.signal()));
        } catch (Failure e) {
            if (e.showsHelp()) {
                console.err().print(Help.of(name, command));
            }
            throw e;
        }
    }

    private static void run(Command command, Invocation call) throws IOException {
        if (command.repeatsItself() || !Retries.areWanted(call.arguments())) {
            command.run(call);
            return;
        }
        Retries.run(call, () -> {
            command.run(call);
            return call;
        });
    }

    private void help(List<String> topic) {
        String page = topic.isEmpty() ? Help.ofTool() : Help.of(topic.get(0), Commands.find(topic.get(0)));
        console.out().print(page);
    }

    private int failed(Throwable failure) {
        if (Output.ReaderGone.isCauseOf(failure)) {
            throw new Output.ReaderGone();
        }
        console.out().flush();
        log.fatal(FailureText.of(failure));
        if (FailureText.isDebugging()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            console.err().print(trace.toString()).flush();
        }
        // usage errors of the option parser carry podman's code
        return failure instanceof CommandException && !(failure instanceof Failure) ? 1 : Failure.exitCode(failure);
    }
}
