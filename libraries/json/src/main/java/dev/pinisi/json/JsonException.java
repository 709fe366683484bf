package dev.pinisi.json;

/** A document is not JSON, or not of the shape asked for. The message starts with the place. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path where: {@code process.args[0]}, or {@code byte 17} for a syntax error
     * @param problem what is wrong there
     */
    public JsonException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
    }

    /** The place in the document. */
    public String path() {
        return path;
    }
}
