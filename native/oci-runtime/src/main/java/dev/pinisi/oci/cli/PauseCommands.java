package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.execute.HostResctrl;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;
import java.util.List;

/** {@code pause}, {@code resume} and {@code ps}: all by the control groups. */
final class PauseCommands {
    private PauseCommands() {}

    static int pause(Invocation invocation) {
        in(invocation, Status.RUNNING).freeze();
        return 0;
    }

    static int resume(Invocation invocation) {
        in(invocation, Status.PAUSED).thaw();
        return 0;
    }

    static int ps(Invocation invocation) {
        Flags flags = invocation.flags("format/f=");
        StateDirectory directory = invocation.store().find(invocation.id(flags));
        List<Integer> pids = HostCgroups.of(directory.state()).processes();
        String format = flags.value("format", "table");
        switch (format) {
            case "json" -> {
                JsonWriter out = new JsonWriter().array();
                for (int pid : pids) {
                    out.value(pid);
                }
                Output.write(out.end() + "\n");
            }
            case "table" ->
                Output.write(ProcessTable.of(
                        pids, flags.rest().subList(1, flags.rest().size())));
            default -> throw new UsageException("ps: --format: \"" + format + "\" is not one of table and json");
        }
        return 0;
    }

    static int update(Invocation invocation) {
        Flags flags = invocation.flags(UpdateOptions.KNOWN);
        StateDirectory directory = invocation.store().find(invocation.onlyId(flags));
        directory.lock();
        ContainerState state = directory.state();
        if (directory.status(state) == Status.STOPPED) {
            throw new StateException("cannot update a stopped container: " + state.id());
        }
        UpdateOptions options = new UpdateOptions(flags);
        HostCgroups.update(state, options.resources());
        HostResctrl.update(directory, options.schemata());
        return 0;
    }

    private static Cgroup in(Invocation invocation, Status wanted) {
        StateDirectory directory = invocation.store().find(invocation.onlyId(invocation.flags()));
        directory.lock();
        ContainerState state = directory.state();
        Status status = invocation.status(directory, state);
        if (status != wanted) {
            throw new StateException("container " + state.id() + " is not " + wanted.word() + ": " + status.word());
        }
        return HostCgroups.of(state);
    }
}
