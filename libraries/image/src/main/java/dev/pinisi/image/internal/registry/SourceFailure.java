package dev.pinisi.image.internal.registry;

import java.io.IOException;

/** What was to be sent could not be read; goes through to whoever gave it. */
final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SourceFailure(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
