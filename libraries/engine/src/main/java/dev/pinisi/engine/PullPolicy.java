package dev.pinisi.engine;

/** When {@code run}, {@code create} and {@code pull} ask the registry. */
public enum PullPolicy {
    ALWAYS,
    MISSING,
    NEVER,
    /** If the registry has another image under that name than the store. */
    NEWER;

    /** Reads {@code always}, {@code missing}, {@code never}, {@code newer}; {@code true} and {@code false} as podman does. */
    public static PullPolicy parse(String text) {
        return switch (text) {
            case "always", "true" -> ALWAYS;
            case "missing", "", "ifnotpresent" -> MISSING;
            case "never", "false" -> NEVER;
            case "newer", "ifnewer" -> NEWER;
            default ->
                throw new EngineException(
                        EngineException.Kind.INVALID_SPEC,
                        text,
                        "--pull " + text + ": must be always, missing, never or newer");
        };
    }
}
