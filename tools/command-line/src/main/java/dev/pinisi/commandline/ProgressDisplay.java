package dev.pinisi.commandline;

/**
 * Shows how far several transfers are. Methods may be called from any thread; a transfer is named by its key.
 */
public interface ProgressDisplay extends AutoCloseable {
    /**
     * A transfer begins.
     *
     * @param key tells it from the others
     * @param what what it is: {@code Copying blob}
     * @param name the whole name: {@code sha256:…}
     * @param total bytes; -1 if unknown
     */
    void begin(String key, String what, String name, long total);

    /**
     * A transfer went on.
     *
     * @param bytes how many are done now, from the beginning
     */
    void advance(String key, long bytes);

    /**
     * A transfer ended.
     *
     * @param outcome {@code done}, {@code skipped: already exists} …
     */
    void end(String key, String outcome);

    /** A line of its own, such as {@code Writing manifest to image destination}. */
    void line(String text);

    /** Leaves the last state on the screen; nothing is drawn any more. */
    @Override
    void close();

    /** Shows nothing. */
    static ProgressDisplay none() {
        return new NoProgress();
    }

    /** One line a transfer, for files and pipes. */
    static ProgressDisplay lines(Output out) {
        return new ProgressLines(out);
    }

    /**
     * Bars that move, for a terminal.
     *
     * @param columns the terminal's width
     */
    static ProgressDisplay bars(Output out, int columns) {
        return new ProgressBars(out, columns, System::nanoTime);
    }
}
