package dev.pinisi.commandline;

/** The words of the command line are wrong; the command's help page says which are right. */
public final class UsageException extends CommandException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
