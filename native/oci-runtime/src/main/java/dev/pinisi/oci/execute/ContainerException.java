package dev.pinisi.oci.execute;

/** A container cannot be made, found or changed as asked. */
public final class ContainerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContainerException(String message) {
        super(message);
    }

    /** Whoever knew better which member it is has named it. */
    private static String top(String member) {
        int dot = member.indexOf('.');
        return dot < 0 ? member : member.substring(0, dot + 1);
    }

    /** The same failure, led by the member of config.json that asked for what failed; an empty one leads nothing. */
    static ContainerException at(String member, RuntimeException failure) {
        String message = failure.getMessage();
        String words = message == null ? failure.toString() : message;
        return new ContainerException(
                member.isEmpty() || words.startsWith(top(member)) ? words : member + ": " + words);
    }
}
