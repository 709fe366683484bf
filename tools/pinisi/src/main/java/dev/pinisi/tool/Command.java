package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;

/** One command. It is made when it is called, so that no command pays for the others' classes. */
interface Command {
    Manual manual();

    OptionTable options();

    /**
     * Does it.
     *
     * @return the process's exit code
     */
    int run(Invocation call);
}
