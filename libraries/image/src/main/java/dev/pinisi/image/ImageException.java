package dev.pinisi.image;

import dev.pinisi.image.internal.registry.Failures;
import dev.pinisi.image.internal.registry.Refusals;
import java.io.IOException;

/** An image could not be found, had, understood or handed over. */
public class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for exit codes and HTTP statuses. */
    public enum Kind {
        /** The reference or location is malformed. */
        INVALID,
        /** There is no such image, or none for the platform. */
        NOT_FOUND,
        /** The file or directory that the location names is not there, or holds nothing of the kind. */
        NO_PLACE,
        /** The registry wants other credentials, or the configuration blocks it. */
        DENIED,
        /** No connection, no answer in time, or the registry is out of order. */
        UNREACHABLE,
        /** What came is not what its digest, size or grammar says. */
        CORRUPT,
        /** A format that is not read here. */
        UNSUPPORTED,
        /** The signature policy does not accept it. */
        REJECTED,
        /** The destination could not take it. */
        NOT_STORED,
        /** The caller gave up. */
        CANCELLED
    }

    private final Kind kind;

    /**
     * @param message what was tried, what happened, what to do
     */
    public ImageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * @param message what was tried, what happened, what to do
     */
    public ImageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same may succeed a little later: the network failed, or a registry was out of order. */
    public boolean mayPass() {
        for (Throwable cause = this; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryException refusal) {
                return Refusals.isTransient(refusal.status());
            }
            if (cause instanceof IOException failure && Failures.isFinal(failure)) {
                return false;
            }
        }
        return kind == Kind.UNREACHABLE;
    }

    /** The same failure, told from further out: {@code context: message}. */
    public ImageException within(String context) {
        return new ImageException(kind, context + ": " + getMessage(), this);
    }
}
