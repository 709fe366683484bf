package dev.pinisi.image;

/** A signature is malformed, not by any of the keys, void by now, or says something else. */
public final class SignatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what is wrong with it, without naming it
     */
    public SignatureException(String problem) {
        super(problem);
    }

    /**
     * @param problem what is wrong with it, without naming it
     */
    public SignatureException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
