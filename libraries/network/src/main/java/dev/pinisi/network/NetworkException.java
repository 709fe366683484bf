package dev.pinisi.network;

/** A network could not be set up, or what was asked for makes no sense. The message says which and why. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NetworkException(String message) {
        super(message);
    }

    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
