package dev.pinisi.oci.execute;

/** A container cannot be made, found or changed as asked. */
public final class ContainerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContainerException(String message) {
        super(message);
    }
}
