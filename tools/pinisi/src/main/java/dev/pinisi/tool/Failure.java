package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.FailureText;
import dev.pinisi.commandline.Output;
import dev.pinisi.engine.EngineException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The one place where a failure becomes a line on standard error and an exit code. */
final class Failure {
    private Failure() {}

    /** Tells of a failure; returns the exit code that it means. */
    static int report(Console console, Throwable failure) {
        if (Output.ReaderGone.isCauseOf(failure)) {
            throw new Output.ReaderGone();
        }
        console.out().flush();
        if (failure instanceof ReportedFailure) {
            return exitCode(failure);
        }
        console.error(message(failure));
        if (FailureText.isDebugging()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            console.err().print(trace.toString()).flush();
        }
        return exitCode(failure);
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case CommandException command -> command.exitCode();
            case EngineException engine -> engine.exitCode();
            default -> CommandException.TOOL_FAILED;
        };
    }

    /** One line. */
    static String message(Throwable failure) {
        return FailureText.of(failure);
    }
}
