package dev.pinisi.commandline;

import dev.pinisi.linux.Terminal;

/** Where a command's text goes. */
public final class Console {
    private static final int USUAL_COLUMNS = 80;

    private final Output out;
    private final Output err;
    private final boolean processes;

    private Console(Output out, Output err, boolean processes) {
        this.out = out;
        this.err = err;
        this.processes = processes;
    }

    /** The process's own streams. */
    public static Console standard() {
        return new Console(Output.standard(), Output.error(), true);
    }

    /** Streams that are no terminal, whatever the process's are. */
    public static Console of(Output out, Output err) {
        return new Console(out, err, false);
    }

    public Output out() {
        return out;
    }

    public Output err() {
        return err;
    }

    /** Whether the process's descriptor is a terminal. */
    public boolean isTerminal(int descriptor) {
        return processes && Terminal.of(descriptor).isPresent();
    }

    /** What shows transfers: bars on a terminal, else lines, on standard error. */
    public ProgressDisplay progress(boolean quiet) {
        return progress(quiet, 2);
    }

    /** The same on standard output, 1, or error, 2. */
    public ProgressDisplay progress(boolean quiet, int descriptor) {
        if (quiet) {
            return ProgressDisplay.none();
        }
        Output to = descriptor == 1 ? out : err;
        if (!isTerminal(descriptor)) {
            return ProgressDisplay.lines(to);
        }
        int columns = Terminal.of(descriptor).orElseThrow().size().columns();
        return ProgressDisplay.bars(to, columns == 0 ? USUAL_COLUMNS : columns);
    }

    /** Tells of what the user should know though the command goes on. */
    public void warn(String message) {
        err.print("Warning: ").println(message).flush();
    }

    public void error(String message) {
        err.print("Error: ").println(message).flush();
    }
}
