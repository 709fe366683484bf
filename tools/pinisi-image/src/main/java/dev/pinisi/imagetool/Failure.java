package dev.pinisi.imagetool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.image.ImageException;

/** A command failed: the line for the user and, as skopeo decides them, the exit code and whether help is shown. */
final class Failure extends CommandException {
    private static final long serialVersionUID = 1L;

    /** What every failure exits with … */
    private static final int FAILED = 1;
    /** … but for an image that is not there. */
    private static final int NOT_FOUND = 2;

    private final boolean showsHelp;

    Failure(String message) {
        this(message, false);
    }

    Failure(String message, boolean showsHelp) {
        super(FAILED, message);
        this.showsHelp = showsHelp;
    }

    /** A failure further in, told from here: {@code context: message}. */
    Failure(String context, Throwable cause) {
        this(exitCode(cause), context, cause);
    }

    private Failure(int exitCode, String context, Throwable cause) {
        super(exitCode, context + ": " + FailureText.of(cause));
        this.showsHelp = false;
        initCause(cause);
    }

    /** The same where what is not there is no image. */
    static Failure ordinary(String context, Throwable cause) {
        return new Failure(FAILED, context, cause);
    }

    boolean showsHelp() {
        return showsHelp;
    }

    static int exitCode(Throwable failure) {
        if (failure instanceof Failure known) {
            return known.exitCode();
        }
        boolean missing = failure instanceof ImageException image && image.kind() == ImageException.Kind.NOT_FOUND;
        return missing ? NOT_FOUND : FAILED;
    }
}
