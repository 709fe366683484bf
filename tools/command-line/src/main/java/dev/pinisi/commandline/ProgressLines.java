package dev.pinisi.commandline;

/** Says of each transfer that it begins, as podman does where there is no terminal. */
final class ProgressLines implements ProgressDisplay {
    private final Output out;

    ProgressLines(Output out) {
        this.out = out;
    }

    @Override
    public void begin(String key, String what, String name, long total) {
        line(what + " " + name);
    }

    @Override
    public void advance(String key, long bytes) {}

    @Override
    public void end(String key, String outcome) {}

    @Override
    public synchronized void line(String text) {
        out.println(text).flush();
    }

    @Override
    public void close() {}
}
