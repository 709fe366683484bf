package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.Output;
import dev.pinisi.engine.Containers;
import dev.pinisi.engine.Engine;
import dev.pinisi.engine.Images;
import java.util.List;

/**
 * One call of a command.
 *
 * @param path the command's words, such as {@code image inspect}
 * @param line the whole command line, the tool's name first
 */
record Invocation(Arguments arguments, Engine engine, Console console, String path, List<String> line) {

    /** The words that are no options. */
    List<String> words() {
        return arguments.words();
    }

    boolean flag(String option) {
        return arguments.flag(option);
    }

    Output out() {
        return console.out();
    }

    Containers containers() {
        return engine.containers();
    }

    Images images() {
        return engine.images();
    }

    void expectNoWords() {
        if (!words().isEmpty()) {
            throw new CommandException("`pinisi " + path + "` takes no arguments");
        }
    }

    void expectAtLeast(int count) {
        if (words().size() < count) {
            throw new CommandException("requires at least " + count + " arg(s), only received " + words().size());
        }
    }

    void expectAtMost(int count) {
        if (words().size() > count) {
            throw new CommandException("accepts at most " + count + " arg(s), received " + words().size());
        }
    }

    void expectExactly(int count) {
        if (words().size() != count) {
            throw new CommandException("accepts " + count + " arg(s), received " + words().size());
        }
    }
}
