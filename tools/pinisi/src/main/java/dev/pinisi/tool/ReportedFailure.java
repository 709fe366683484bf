package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;

/** A failure that a process of ours has told the user of; only the exit code is left to pass on. */
final class ReportedFailure extends CommandException {
    private static final long serialVersionUID = 1L;

    ReportedFailure(int exitCode) {
        super(exitCode, "reported before");
    }
}
