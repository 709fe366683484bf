package dev.pinisi.commandline;

/** {@code -q}. */
final class NoProgress implements ProgressDisplay {
    @Override
    public void begin(String key, String what, String name, long total) {}

    @Override
    public void advance(String key, long bytes) {}

    @Override
    public void end(String key, String outcome) {}

    @Override
    public void line(String text) {}

    @Override
    public void close() {}
}
