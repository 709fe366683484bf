package dev.pinisi.oci.state;

/** Where a container is in its life (runtime specification, "State"). */
public enum Status {
    CREATED("created"),
    RUNNING("running"),
    PAUSED("paused"),
    STOPPED("stopped");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
