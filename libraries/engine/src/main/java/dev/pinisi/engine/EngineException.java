package dev.pinisi.engine;

import org.jspecify.annotations.Nullable;

/** What the engine was asked for cannot be done. The message is one line: what was tried, what happened, what to do. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why; each kind has the exit code with which the commands end. */
    public enum Kind {
        NO_SUCH_CONTAINER(125),
        AMBIGUOUS_NAME(125),
        NAME_IN_USE(125),
        NO_SUCH_IMAGE(125),
        IMAGE_IN_USE(2),
        NO_SUCH_VOLUME(1),
        VOLUME_IN_USE(2),
        INVALID_SPEC(125),
        /** The image has no such user or group. */
        NO_SUCH_USER(126),
        /** The image has no such working directory. */
        NO_SUCH_DIRECTORY(126),
        /** The container is in a state in which this cannot be done. */
        WRONG_STATE(125),
        /** A program that the engine needs is not there. */
        NO_SUCH_PROGRAM(125),
        /** The runtime or the monitor failed before the container's command was reached. */
        RUNTIME_FAILED(125),
        /** The container's command exists but cannot be executed. */
        COMMAND_NOT_EXECUTABLE(126),
        COMMAND_NOT_FOUND(127),
        /** The store's files are not what they should be. */
        DAMAGED_STATE(125);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of {@code run} and its kin after this. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final String subject;

    /**
     * @param kind why
     * @param subject the name, id or path that it is about
     * @param message the whole message, the subject included
     */
    public EngineException(Kind kind, String subject, String message) {
        this(kind, subject, message, null);
    }

    public EngineException(Kind kind, String subject, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.subject = subject;
    }

    public Kind kind() {
        return kind;
    }

    /** The name, id or path that it is about. */
    public String subject() {
        return subject;
    }

    /** The exit code of {@code run} and its kin after this. */
    public int exitCode() {
        return kind.exitCode();
    }
}
