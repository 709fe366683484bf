package dev.pinisi.image.internal.http;

import java.io.IOException;

/** What was to be sent could not be read: no fault of the server, and no reason to ask it again. */
public final class BodyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    BodyException(IOException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** The failure of the source. */
    public IOException failure() {
        return failure;
    }
}
