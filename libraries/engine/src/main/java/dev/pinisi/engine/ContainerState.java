package dev.pinisi.engine;

/** Where a container is in its life; the names are podman's. */
public enum ContainerState {
    CREATED("created"),
    RUNNING("running"),
    EXITED("exited");

    private final String text;

    ContainerState(String text) {
        this.text = text;
    }

    /** {@code created}, {@code running}, {@code exited}. */
    public String text() {
        return text;
    }
}
