package dev.pinisi.commandline;

/** Not a failure: the user asked for the help page. It ends parsing wherever it occurs, as pflag does. */
public final class HelpRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HelpRequest() {
        super("help", null, false, false);
    }
}
