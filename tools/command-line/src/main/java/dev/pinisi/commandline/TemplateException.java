package dev.pinisi.commandline;

/** A {@code --format} template cannot be read, or does not fit what it is applied to. */
public final class TemplateException extends CommandException {
    private static final long serialVersionUID = 1L;

    /**
     * @param place {@code name:line:column}
     * @param problem what is wrong there
     */
    public TemplateException(String place, String problem) {
        super("template: " + place + ": " + problem);
    }
}
