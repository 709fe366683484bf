package dev.pinisi.oci.checkpoint;

/** A checkpoint could not be made, or nothing be made of it. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }
}
