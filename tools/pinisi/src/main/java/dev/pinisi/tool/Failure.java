package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Output;
import dev.pinisi.engine.EngineException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;

/** The one place where a failure becomes a line on standard error and an exit code. */
final class Failure {
    private Failure() {}

    /** Tells of a failure; returns the exit code that it means. */
    static int report(Console console, Throwable failure) {
        if (Output.ReaderGone.isCauseOf(failure)) {
            throw new Output.ReaderGone();
        }
        console.out().flush();
        console.error(message(failure));
        if (isDebugging()) {
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
        Throwable cause = failure.getCause();
        if (failure instanceof java.io.UncheckedIOException && cause != null) {
            return message(cause);
        }
        String text = failure.getMessage();
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + (file.getReason() == null ? reason(file) : file.getReason());
        }
        if (text == null || isBug(failure)) {
            return "internal error: " + failure + (isDebugging() ? "" : " (PINISI_DEBUG=1 shows where)");
        }
        return text;
    }

    private static String reason(FileSystemException failure) {
        return switch (failure.getClass().getSimpleName()) {
            case "NoSuchFileException" -> "no such file or directory";
            case "AccessDeniedException" -> "permission denied";
            case "FileAlreadyExistsException" -> "file exists";
            default -> failure.getClass().getSimpleName();
        };
    }

    /** Exceptions of the platform that none of ours wraps: their messages say nothing to a user. */
    private static boolean isBug(Throwable failure) {
        return failure instanceof Error
                || failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof UnsupportedOperationException;
    }

    /** Whether the user wants to see where failures come from: {@code PINISI_DEBUG=1}. */
    static boolean isDebugging() {
        return "1".equals(System.getenv("PINISI_DEBUG"));
    }
}
