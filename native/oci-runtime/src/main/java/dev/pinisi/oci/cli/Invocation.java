package dev.pinisi.oci.cli;

import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.execute.Remover;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateStore;
import dev.pinisi.oci.state.Status;
import java.util.List;

/**
 * A command with what the global options say.
 *
 * @param systemd whether systemd makes the control groups
 * @param arguments what follows the command's name
 */
record Invocation(String command, List<String> arguments, StateStore store, boolean systemd, Log log) {

    Flags flags(String... known) {
        return Flags.parse(command, arguments, known);
    }

    Remover remover() {
        return new Remover(store, log);
    }

    Status status(StateDirectory directory, ContainerState state) {
        Status status = directory.status(state);
        return status == Status.RUNNING && HostCgroups.of(state).isFrozen() ? Status.PAUSED : status;
    }

    /** The one argument of most commands. */
    String id(Flags flags) {
        if (flags.rest().isEmpty()) {
            throw new UsageException(command + ": the container's ID is missing");
        }
        return flags.rest().get(0);
    }

    String onlyId(Flags flags) {
        if (flags.rest().size() > 1) {
            throw new UsageException(command + ": one argument expected, the container's ID; got also "
                    + flags.rest().get(1));
        }
        return id(flags);
    }
}
