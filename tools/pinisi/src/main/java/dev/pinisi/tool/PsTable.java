package dev.pinisi.tool;

import dev.pinisi.commandline.Table;
import dev.pinisi.engine.ContainerInfo;
import java.util.ArrayList;
import java.util.List;

/** {@code ps} without {@code --format}: the columns that were asked for. */
final class PsTable {
    private final Invocation call;
    private final boolean whole;

    PsTable(Invocation call) {
        this.call = call;
        whole = call.flag("no-trunc");
    }

    String text(List<ContainerInfo> containers) {
        Table table = new Table();
        boolean namespaces = call.flag("namespace");
        if (!call.flag("noheading")) {
            table.row(namespaces ? namespaceHeadings() : headings());
        }
        for (ContainerInfo container : containers) {
            table.row(namespaces ? namespaces(container) : row(container));
        }
        return table.text();
    }

    private String[] headings() {
        return withExtras(
                List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"),
                "POD ID",
                "PODNAME",
                call.flag("size") ? "SIZE" : "");
    }

    private String[] row(ContainerInfo container) {
        List<String> usual = List.of(
                PsCommand.id(call, container.id()),
                container.image(),
                ContainerText.command(container, whole),
                ContainerText.created(container),
                ContainerText.status(container),
                Ports.show(container.ports()),
                container.name());
        return withExtras(usual, "", "", call.flag("size") ? size(call, container) : "");
    }

    private String[] withExtras(List<String> usual, String podId, String podName, String size) {
        List<String> cells = new ArrayList<>(usual);
        if (call.flag("pod")) {
            cells.add(podId);
            cells.add(podName);
        }
        if (call.flag("size")) {
            cells.add(size);
        }
        return cells.toArray(new String[0]);
    }

    /** {@code 11.3kB (virtual 2.23MB)}. */
    static String size(Invocation call, ContainerInfo container) {
        return ContainerText.size(call.containers().get(container.id()).size());
    }

    private static String[] namespaceHeadings() {
        return new String[] {"CONTAINER ID", "NAMES", "PID", "CGROUPNS", "IPC", "MNT", "NET", "PIDNS", "USERNS", "UTS"};
    }

    private String[] namespaces(ContainerInfo container) {
        NamespaceIds ids = NamespaceIds.of(container.pid());
        return new String[] {
            PsCommand.id(call, container.id()),
            container.name(),
            Integer.toString(container.pid()),
            ids.cgroup(),
            ids.ipc(),
            ids.mount(),
            ids.network(),
            ids.pid(),
            ids.user(),
            ids.uts()
        };
    }
}
