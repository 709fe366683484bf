package dev.pinisi.image;

/** A registry answered with an error. */
public final class RegistryException extends ImageException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int status;

    /**
     * @param host the registry, {@code host[:port]}
     * @param status the HTTP status
     */
    public RegistryException(Kind kind, String host, int status, String message) {
        super(kind, message);
        this.host = host;
        this.status = status;
    }

    /** The registry, {@code host[:port]}. */
    public String host() {
        return host;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
