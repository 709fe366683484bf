package dev.pinisi.commandline;

/** A command failed. The message is the one line that the user reads; the exit code is the process's. */
public class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The tool itself failed, before or beside any container: what podman and docker exit with. */
    public static final int TOOL_FAILED = 125;

    private final int exitCode;

    /** A failure of the tool, exit code {@value #TOOL_FAILED}. */
    public CommandException(String message) {
        this(TOOL_FAILED, message);
    }

    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = TOOL_FAILED;
    }

    /** What the process exits with, 1 to 255. */
    public int exitCode() {
        return exitCode;
    }
}
