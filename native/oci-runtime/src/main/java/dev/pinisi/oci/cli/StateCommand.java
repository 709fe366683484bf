package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.Status;

/** {@code state}: the runtime specification's document, with what runc adds to it. */
final class StateCommand {
    private StateCommand() {}

    static int run(Invocation invocation) {
        StateDirectory directory = invocation.store().find(invocation.onlyId(invocation.flags()));
        JsonWriter out = new JsonWriter(2);
        write(out, invocation, directory);
        Output.write(out + "\n");
        return 0;
    }

    static void write(JsonWriter out, Invocation invocation, StateDirectory directory) {
        ContainerState state = directory.state();
        Status status = invocation.status(directory, state);
        out.object();
        out.name("ociVersion").value(state.ociVersion());
        out.name("id").value(state.id());
        out.name("pid").value(status == Status.STOPPED ? 0 : state.pid());
        out.name("status").value(status.word());
        out.name("bundle").value(state.bundle());
        out.name("rootfs").value(state.rootfs());
        out.name("created").value(state.created());
        if (!state.annotations().isEmpty()) {
            out.name("annotations").value(state.annotations());
        }
        out.name("owner").value(state.uid() == 0 ? "root" : Integer.toString(state.uid()));
        out.end();
    }
}
