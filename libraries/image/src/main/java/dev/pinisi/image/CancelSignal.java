package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;

/**
 * Lets another thread give a copy up. Looked at between any two pieces of data; a read that is stuck ends by the
 * stall time-out at the latest.
 */
public final class CancelSignal {
    private volatile boolean cancelled;

    /** A signal that was not given yet. */
    public CancelSignal() {}

    /** Gives the copy up. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Goes on, unless cancelled.
     *
     * @throws ImageException of kind {@link Kind#CANCELLED}
     */
    public void check() {
        if (cancelled) {
            throw new ImageException(Kind.CANCELLED, "cancelled");
        }
    }
}
