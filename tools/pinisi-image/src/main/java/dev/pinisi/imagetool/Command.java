package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.io.IOException;

/** One command. It is made when it is called, so that no command pays for the others' classes. */
interface Command {
    Manual manual();

    OptionTable options();

    /**
     * Does it.
     *
     * @throws RuntimeException or IOException if it fails; the message is what the user reads
     */
    void run(Invocation call) throws IOException;

    /** Whether it heeds {@code --retry-times} by itself: done again from the beginning, it would do things twice. */
    default boolean repeatsItself() {
        return false;
    }
}
