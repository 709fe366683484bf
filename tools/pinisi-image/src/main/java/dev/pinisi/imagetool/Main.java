package dev.pinisi.imagetool;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.Output;
import java.util.List;

/** The process: its arguments, its exit code. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process. */
    public static void main(String[] words) {
        int code = run(words);
        // connections and their threads need no farewell
        Runtime.getRuntime().halt(code);
    }

    /**
     * Runs one command on the process's streams; may be called again.
     *
     * @return the exit code
     */
    public static int run(String[] words) {
        try {
            return new ImageTool(Console.standard()).run(List.of(words));
        } catch (Output.ReaderGone e) {
            return Output.ReaderGone.EXIT_CODE;
        }
    }
}
