package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;

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
        Cgroup cgroup = HostCgroups.of(directory.state());
        if (flags.value("format", "table").equals("json")) {
            JsonWriter out = new JsonWriter().array();
            for (int pid : cgroup.processes()) {
                out.value(pid);
            }
            Output.write(out.end() + "\n");
            return 0;
        }
        StringBuilder text = new StringBuilder("PID     COMMAND\n");
        for (int pid : cgroup.processes()) {
            String number = Integer.toString(pid);
            text.append(number).append(" ".repeat(Math.max(8 - number.length(), 1)));
            text.append(command(pid)).append('\n');
        }
        Output.write(text.toString());
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
        JsonCursor resources = new UpdateOptions(flags).resources();
        HostCgroups.update(state, resources);
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

    private static String command(int pid) {
        try {
            return FileContents.text("/proc/" + pid + "/cmdline")
                    .replace('\0', ' ')
                    .trim();
        } catch (KernelException e) {
            return "";
        }
    }
}
