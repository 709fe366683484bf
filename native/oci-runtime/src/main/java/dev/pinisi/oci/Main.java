package dev.pinisi.oci;

import dev.pinisi.oci.cli.Program;
import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Processes;

/** The program {@code pinisi-oci}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command.
     *
     * @param ignored decoded by the locale; {@link Arguments} has them in UTF-8
     */
    public static void main(String[] ignored) {
        Processes.exit(Program.run(Arguments.list()));
    }
}
