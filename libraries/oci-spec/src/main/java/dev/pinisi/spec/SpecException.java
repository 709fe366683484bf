package dev.pinisi.spec;

/** A digest, platform or document is not what the specification allows. The message names it and says why. */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String problem;

    /**
     * @param subject what was read: {@code digest "sha256:xyz"}, {@code manifest}
     * @param problem what is wrong with it
     */
    public SpecException(String subject, String problem) {
        super(subject + ": " + problem);
        this.subject = subject;
        this.problem = problem;
    }

    /** What was read. */
    public String subject() {
        return subject;
    }

    /** What is wrong with it. */
    public String problem() {
        return problem;
    }
}
