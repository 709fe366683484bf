package dev.pinisi.tool;

import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.GoTime;
import dev.pinisi.commandline.ReportFormat;
import dev.pinisi.engine.ContainerInfo;
import dev.pinisi.engine.ContainerSize;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ps --format}: podman's fields. */
final class PsReport {
    private static final Map<String, String> HEADINGS =
            Map.of("ID", "CONTAINER ID", "CreatedHuman", "CREATED", "Created", "CREATED", "Pid", "PID");
    /** Go's zero time. */
    private static final long NEVER = -62135596800L;

    private final Invocation call;
    private final List<ContainerInfo> containers;

    PsReport(Invocation call, List<ContainerInfo> containers) {
        this.call = call;
        this.containers = containers;
    }

    String text(String format) {
        if (ReportFormat.isJson(format)) {
            return json();
        }
        List<ReportFormat.Row> rows = new ArrayList<>();
        for (ContainerInfo container : containers) {
            rows.add(new ReportFormat.Row(fields(container), document(container)));
        }
        return ReportFormat.parse("ps", format).render(rows, HEADINGS, !call.flag("noheading"));
    }

    private String json() {
        JsonWriter writer = new JsonWriter(2).array();
        for (ContainerInfo container : containers) {
            writer.value(document(container));
        }
        return writer.end() + "\n";
    }

    private Json.Obj fields(ContainerInfo container) {
        String created = GoTime.show(container.created());
        NamespaceIds ids = NamespaceIds.of(call.flag("namespace") ? container.pid() : 0);
        return new Fields()
                .text("ID", PsCommand.id(call, container.id()))
                .text("Image", container.image())
                .text("ImageID", ContainerText.shortId(container.imageId()))
                .text("Command", ContainerText.command(container, call.flag("no-trunc")))
                .text("Created", created)
                .text("CreatedAt", created)
                .text("CreatedHuman", ContainerText.created(container))
                .text("RunningFor", ContainerText.created(container))
                .text("Status", ContainerText.status(container))
                .text("State", container.state().text())
                .text("Ports", Ports.show(container.ports()))
                .text("Names", container.name())
                .strings("Labels", container.labels())
                .strings("Mounts", container.mounts())
                .text("Networks", String.join(",", container.networks()))
                .bool("AutoRemove", container.autoRemove())
                .bool("Exited", container.exited().isPresent() && !Targets.runs(container))
                .number("ExitCode", container.exitCode())
                .number("ExitedAt", seconds(container.exited()))
                .number("StartedAt", seconds(container.started()))
                .number("Pid", container.pid())
                .number("Restarts", 0)
                .text("Pod", "")
                .text("PodName", "")
                .text("CIDFile", container.cidFile())
                .json("ExposedPorts", exposed(container.exposed()))
                .bool("IsInfra", false)
                .text("Size", call.flag("size") ? PsTable.size(call, container) : "")
                .json("Namespaces", ids.fields())
                .text("CGROUPNS", ids.cgroup())
                .text("IPC", ids.ipc())
                .text("MNT", ids.mount())
                .text("NET", ids.network())
                .text("PIDNS", ids.pid())
                .text("USERNS", ids.user())
                .text("UTS", ids.uts())
                .object();
    }

    private Json.Obj document(ContainerInfo container) {
        return new Fields()
                .bool("AutoRemove", container.autoRemove())
                .text("CIDFile", container.cidFile())
                .strings("Command", container.command())
                .text("CreatedAt", ContainerText.created(container))
                .bool("Exited", container.exited().isPresent() && !Targets.runs(container))
                .number("ExitedAt", seconds(container.exited()))
                .number("ExitCode", container.exitCode())
                .json("ExposedPorts", exposed(container.exposed()))
                .text("Id", container.id())
                .text("Image", container.image())
                .text("ImageID", container.imageId())
                .bool("IsInfra", false)
                .strings("Labels", container.labels())
                .strings("Mounts", container.mounts())
                .strings("Names", List.of(container.name()))
                .json(
                        "Namespaces",
                        call.flag("namespace")
                                ? NamespaceIds.of(container.pid()).fields()
                                : new Fields().object())
                .strings("Networks", container.networks())
                .number("Pid", container.pid())
                .text("Pod", "")
                .text("PodName", "")
                .json("Ports", ports(container.ports()))
                .number("Restarts", 0)
                .json("Size", call.flag("size") ? size(container) : Json.NULL)
                .number("StartedAt", seconds(container.started()))
                .text("State", container.state().text())
                .text("Status", ContainerText.status(container))
                .number("Created", container.created().getEpochSecond())
                .object();
    }

    private Json size(ContainerInfo container) {
        ContainerSize size = call.containers().get(container.id()).size();
        return new Fields()
                .number("rootFsSize", size.total())
                .number("rwSize", size.changed())
                .object();
    }

    /** Port to protocols, as podman has it. */
    private static Json exposed(List<String> ports) {
        Map<String, List<String>> protocols = new LinkedHashMap<>();
        for (String port : ports) {
            int slash = port.indexOf('/');
            protocols
                    .computeIfAbsent(slash < 0 ? port : port.substring(0, slash), number -> new ArrayList<>())
                    .add(slash < 0 ? "tcp" : port.substring(slash + 1));
        }
        Fields fields = new Fields();
        for (Map.Entry<String, List<String>> port : protocols.entrySet()) {
            fields.strings(port.getKey(), port.getValue());
        }
        return ports.isEmpty() ? Json.NULL : fields.object();
    }

    private static Json ports(List<PortMapping> ports) {
        List<Json> list = new ArrayList<>();
        for (PortMapping port : ports) {
            list.add(new Fields()
                    .text("host_ip", port.hostIp())
                    .number("container_port", port.containerPort())
                    .number("host_port", port.hostPort())
                    .number("range", port.range())
                    .text("protocol", port.protocol())
                    .object());
        }
        return list.isEmpty() ? Json.NULL : new Json.Arr(list);
    }

    private static long seconds(Optional<Instant> moment) {
        return moment.isPresent() ? moment.get().getEpochSecond() : NEVER;
    }
}
