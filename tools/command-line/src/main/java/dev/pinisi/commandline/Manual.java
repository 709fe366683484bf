package dev.pinisi.commandline;

import java.util.List;

/**
 * What a command's help page says besides its options.
 *
 * @param summary one line without a full stop, as the list of commands shows it
 * @param description sentences
 * @param synopsis the words after the command's name: {@code [options] CONTAINER [CONTAINER...]}
 * @param examples the words after the tool's name
 */
public record Manual(String summary, String description, String synopsis, List<String> examples) {

    /** A command whose summary says everything. */
    public static Manual of(String summary, String synopsis) {
        return new Manual(summary, summary + ".", synopsis, List.of());
    }
}
