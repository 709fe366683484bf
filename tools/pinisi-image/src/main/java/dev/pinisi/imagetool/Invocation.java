package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.Output;
import dev.pinisi.image.CancelSignal;
import java.util.List;

/**
 * One call of a command.
 *
 * @param arguments the command's, the global ones among them
 * @param cancel sent when {@code --command-timeout} is over
 */
record Invocation(Arguments arguments, Globals globals, Console console, Log log, CancelSignal cancel) {

    /** The words that are no options. */
    List<String> words() {
        return arguments.words();
    }

    String word(int index) {
        return arguments.words().get(index);
    }

    boolean flag(String option) {
        return arguments.flag(option);
    }

    Output out() {
        return console.out();
    }

    /** Fails with skopeo's words unless there are as many words as the command takes. */
    void expect(int count, String message) {
        if (words().size() != count) {
            throw new Failure(message);
        }
    }

    /** The same, and the help page comes before the message. */
    void expectOrHelp(int count, String message) {
        if (words().size() != count) {
            throw new Failure(message, true);
        }
    }
}
