package dev.pinisi.engine;

/** How an attachment to a container ended. */
public sealed interface AttachOutcome {
    /** The container ended with that code: 0 to 255, or -1 if nobody recorded one. */
    record Exited(int code) implements AttachOutcome {}

    /** The user typed the detach keys; the container runs on. */
    record Detached() implements AttachOutcome {}
}
