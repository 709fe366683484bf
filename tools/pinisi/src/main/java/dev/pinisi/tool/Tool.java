package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.HelpPage;
import dev.pinisi.commandline.HelpRequest;
import dev.pinisi.commandline.OptionParser;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.commandline.UsageException;
import dev.pinisi.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/** Finds the command that a command line names, runs it, and turns whatever goes wrong into one line. */
final class Tool {
    static final String NAME = "pinisi";

    private final Console console;
    private final EngineOpener opener;
    /** The words of the command, once they are known: help and messages need them. */
    private String path = "";

    Tool(Console console, EngineOpener opener) {
        this.console = console;
        this.opener = opener;
    }

    /**
     * Runs one command line.
     *
     * @return the exit code
     */
    int run(List<String> words) {
        try {
            int code = dispatchOrHelp(words);
            console.out().flush();
            return code;
        } catch (UsageException e) {
            console.error(e.getMessage() + "\nSee '" + (NAME + " " + path).trim() + " --help'");
            return e.exitCode();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Failure.report(console, e);
        }
    }

    private int dispatchOrHelp(List<String> words) {
        try {
            return dispatch(words);
        } catch (HelpRequest e) {
            return help();
        }
    }

    private int dispatch(List<String> words) {
        Arguments globals = OptionParser.parse(Globals.toolTable(), words);
        if (globals.flag("version")) {
            console.out().println(NAME + " version " + VersionCommand.version());
            return 0;
        }
        List<String> rest = globals.words();
        if (rest.isEmpty()) {
            console.out().print(Groups.page(""));
            return Groups.missingCommand(console, "");
        }
        String first = rest.get(0);
        if (first.equals("help") || first.equals("__train")) {
            path = first;
            List<String> before = words.subList(0, words.size() - rest.size());
            return first.equals("help") ? helpTopic(rest) : new Training(this, before).run(rest.get(rest.size() - 1));
        }
        boolean group = Groups.isGroup(first);
        if (group && (rest.size() == 1 || rest.get(1).startsWith("-"))) {
            return groupAlone(first, rest);
        }
        int depth = group ? 2 : 1;
        path = group ? first + " " + rest.get(1) : first;
        Command command = Commands.find(path);
        OptionTable options = command.options().inherit(Globals.table());
        Arguments arguments = OptionParser.parse(options, rest.subList(depth, rest.size()));
        return run(command, arguments, globals, words);
    }

    private int run(Command command, Arguments arguments, Arguments globals, List<String> words) {
        List<String> line = new ArrayList<>(words.size() + 1);
        line.add(NAME);
        line.addAll(words);
        try (Engine engine = opener.open(Globals.engineOptions(globals, arguments))) {
            return command.run(new Invocation(arguments, engine, console, path, line));
        }
    }

    private int groupAlone(String group, List<String> rest) {
        path = group;
        if (rest.size() > 1) {
            OptionParser.parse(new OptionTable(), rest.subList(1, rest.size()));
        }
        console.out().print(Groups.page(group));
        return Groups.missingCommand(console, group);
    }

    private int helpTopic(List<String> rest) {
        path = String.join(" ", rest.subList(1, rest.size()));
        return help();
    }

    private int help() {
        boolean group = path.isEmpty() || Groups.isGroup(path);
        if (group) {
            console.out().print(Groups.page(path));
            return 0;
        }
        Command command = Commands.find(path);
        console.out().print(HelpPage.of(NAME, path, command.manual(), command.options()));
        return 0;
    }

    /** For {@link Training}: one more command in the same process. */
    Tool another(Console other) {
        return new Tool(other, opener);
    }
}
