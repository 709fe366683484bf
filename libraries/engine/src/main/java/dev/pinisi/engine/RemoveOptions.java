package dev.pinisi.engine;

import java.util.OptionalInt;

/**
 * How a container is removed.
 *
 * @param force stop it first if it runs
 * @param volumes remove its anonymous volumes, too
 * @param timeoutSeconds for the forced stop; empty for what the container was created with
 */
public record RemoveOptions(boolean force, boolean volumes, OptionalInt timeoutSeconds) {
    public static final RemoveOptions DEFAULT = new RemoveOptions(false, false, OptionalInt.empty());
}
