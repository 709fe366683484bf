package dev.pinisi.oci.plan;

/**
 * The member of config.json that a step comes from.
 *
 * @param path such as {@code linux.maskedPaths}; empty for what the runtime does whatever the configuration says
 * @param index of the element, where that member is an array; else -1
 */
public record Source(String path, int index) {
    static final Source RUNTIME = new Source("", -1);

    /** As errors about the configuration name it: {@code mounts[3]}. */
    public String text() {
        return index < 0 ? path : path + "[" + index + "]";
    }
}
