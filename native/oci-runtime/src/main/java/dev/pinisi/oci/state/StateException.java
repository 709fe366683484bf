package dev.pinisi.oci.state;

/** There is no such container, or there already is one. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateException(String message) {
        super(message);
    }
}
