package dev.pinisi.config;

/** A configuration file cannot be read or says something that makes no sense. The message names the file. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * @param file the path of the file
     * @param problem what is wrong with it
     */
    public ConfigException(String file, String problem) {
        super(file + ": " + problem);
        this.file = file;
    }

    /** The path of the file. */
    public String file() {
        return file;
    }
}
