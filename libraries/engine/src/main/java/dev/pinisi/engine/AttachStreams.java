package dev.pinisi.engine;

/**
 * Which of this process's standard streams are joined to the container's, and how.
 *
 * @param stdin forward descriptor 0
 * @param stdout write the container's output to descriptor 1
 * @param stderr write the container's errors to descriptor 2
 * @param detachKeys the keys that detach, such as {@code ctrl-p,ctrl-q}; empty for none
 * @param signalProxy forward the signals that this process receives
 */
public record AttachStreams(boolean stdin, boolean stdout, boolean stderr, String detachKeys, boolean signalProxy) {
    public static final String DEFAULT_DETACH_KEYS = "ctrl-p,ctrl-q";

    /** Output and errors only. */
    public static AttachStreams output() {
        return new AttachStreams(false, true, true, DEFAULT_DETACH_KEYS, true);
    }

    public AttachStreams withStdin(boolean on) {
        return new AttachStreams(on, stdout, stderr, detachKeys, signalProxy);
    }

    public AttachStreams withDetachKeys(String keys) {
        return new AttachStreams(stdin, stdout, stderr, keys, signalProxy);
    }

    public AttachStreams withSignalProxy(boolean on) {
        return new AttachStreams(stdin, stdout, stderr, detachKeys, on);
    }
}
