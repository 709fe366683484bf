package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;

/**
 * Where {@code cp} copies from or to.
 *
 * @param container name or ID; empty for this host
 * @param path as it was given
 */
record CopyEnd(String container, String path) {
    /** What begins with a slash or a dot is a path of this host, colons or not. */
    static CopyEnd parse(String word) {
        boolean host = word.startsWith("/") || word.startsWith(".");
        int colon = host ? -1 : word.indexOf(':');
        if (colon < 0) {
            return new CopyEnd("", word);
        }
        if (colon == 0 || colon == word.length() - 1) {
            throw new CommandException(
                    "invalid argument \"" + word + "\": a container and a path are expected, CONTAINER:PATH");
        }
        return new CopyEnd(word.substring(0, colon), word.substring(colon + 1));
    }

    boolean isHost() {
        return container.isEmpty();
    }

    /** Standard input or output, as a tar archive. */
    boolean isStream() {
        return isHost() && path.equals("-");
    }

    /** Whether what is in a directory is meant, instead of the directory. */
    boolean isContents() {
        return path.equals(".") || path.endsWith("/.") || path.equals("/");
    }

    CommandException notFound() {
        return new CommandException("\"" + path + "\" could not be found on "
                + (isHost() ? "the host" : "container " + container) + ": no such file or directory");
    }
}
