package dev.pinisi.tests.conformance;

/** How a command ended, and what it said. */
public record Result(int status, String output, String errors) {
    /** Output without the last line end. */
    public String text() {
        return output.strip();
    }
}
