package dev.pinisi.commandline;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/** What a user reads of a failure: one line, without class names. */
public final class FailureText {
    private FailureText() {}

    /** The line, as the exception's message or the kernel's words give it. */
    public static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof UncheckedIOException && cause != null) {
            return of(cause);
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

    /** Whether the user wants to see where failures come from: {@code PINISI_DEBUG=1}. */
    public static boolean isDebugging() {
        return "1".equals(System.getenv("PINISI_DEBUG"));
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
}
