package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.Status;
import java.util.ArrayList;
import java.util.List;

/** {@code list}: all containers below the root. */
final class ListCommand {
    private static final int GAP = 3;

    private ListCommand() {}

    static int run(Invocation invocation) {
        Flags flags = invocation.flags("format/f=", "quiet/q");
        List<StateDirectory> all = invocation.store().all();
        if (flags.has("quiet")) {
            for (StateDirectory directory : all) {
                Output.write(directory.state().id() + "\n");
            }
        } else if (flags.value("format", "table").equals("json")) {
            json(invocation, all);
        } else {
            table(invocation, all);
        }
        return 0;
    }

    private static void json(Invocation invocation, List<StateDirectory> all) {
        JsonWriter out = new JsonWriter().array();
        for (StateDirectory directory : all) {
            StateCommand.write(out, invocation, directory);
        }
        Output.write(out.end() + "\n");
    }

    private static void table(Invocation invocation, List<StateDirectory> all) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"});
        for (StateDirectory directory : all) {
            ContainerState state = directory.state();
            Status status = invocation.status(directory, state);
            rows.add(new String[] {
                state.id(),
                status == Status.STOPPED ? "0" : Integer.toString(state.pid()),
                status.word(),
                state.bundle(),
                state.created(),
                state.uid() == 0 ? "root" : Integer.toString(state.uid())
            });
        }
        Output.write(aligned(rows));
    }

    private static String aligned(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append(row[i]);
                int pad = i == row.length - 1 ? 0 : widths[i] + GAP - row[i].length();
                text.append(" ".repeat(pad));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
