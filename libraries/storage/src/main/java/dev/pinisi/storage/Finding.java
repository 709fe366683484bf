package dev.pinisi.storage;

/**
 * Something in a store that should not be.
 *
 * @param kind what sort
 * @param object a path below the store's root
 * @param problem what is wrong and what to do
 */
public record Finding(Kind kind, String object, String problem) {
    /** The sorts. */
    public enum Kind {
        /** Left by a writer that died; the next writer removes it. */
        LEFTOVER,
        /** A layer that neither image nor container uses. */
        ORPHAN,
        /** A name without its image, or an image without a layer. */
        MISSING,
        /** Bytes that are not what their digest says. */
        DAMAGED
    }

    @Override
    public String toString() {
        return object + ": " + problem;
    }
}
