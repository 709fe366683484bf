package dev.pinisi.oci.systemd;

/** systemd cannot be reached, or refuses. */
public final class BusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;

    BusException(String message) {
        this("", message);
    }

    /** With the name of the error on the bus, such as {@code org.freedesktop.systemd1.UnitExists}; empty for none. */
    BusException(String name, String message) {
        super(message);
        this.name = name;
    }

    String name() {
        return name;
    }
}
