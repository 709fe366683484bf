package dev.pinisi.oci.hooks;

/** A hook failed, and with it what it belongs to. */
public final class HookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HookException(String message) {
        super(message);
    }
}
