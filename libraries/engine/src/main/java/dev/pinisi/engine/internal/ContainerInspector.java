package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.ContainerState;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.ProcessSettings;
import dev.pinisi.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code podman container inspect} says of a container, in podman's fields. */
final class ContainerInspector {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Parts parts;
    private final ContainerRecord record;
    private final ContainerSpec spec;
    private final ContainerFiles files;
    private final ContainerStatus status;

    ContainerInspector(Parts parts, ContainerRecord record) {
        this.parts = parts;
        this.record = record;
        this.spec = record.spec();
        this.files = parts.store().files(record.id());
        this.status = parts.status(files);
    }

    Json.Obj inspect() {
        List<String> command = ProcessPart.arguments(spec.process());
        Members members = new Members()
                .put("Id", record.id())
                .put("Created", Times.text(record.created()))
                .put("Path", command.getFirst())
                .put("Args", command.subList(1, command.size()))
                .put("State", state())
                .put("Image", record.imageId())
                .put("ImageDigest", record.imageDigest())
                .put("ImageName", record.imageName())
                .put("Rootfs", "")
                .put("Pod", "");
        paths(members);
        members.put("Name", record.name()).put("RestartCount", 0).put("Driver", "overlay");
        members.put("MountLabel", "").put("ProcessLabel", "");
        members.put("AppArmorProfile", spec.security().apparmor());
        List<String> granted = Capabilities.granted(
                spec.security().privileged(),
                spec.security().capAdd(),
                spec.security().capDrop(),
                HostFacts.read().boundingCapabilities());
        members.put("EffectiveCaps", granted).put("BoundingCaps", granted).put("ExecIDs", List.of());
        members.put("GraphDriver", graphDriver());
        members.put("Mounts", mounts());
        members.put("Dependencies", List.of());
        members.put("NetworkSettings", new NetworkInspector(parts, record, files, status).inspect());
        members.put("Namespace", "").put("IsInfra", false).put("IsService", false);
        members.put("Config", config());
        members.put("HostConfig", new HostConfigInspector(record, files).inspect());
        members.put("UseImageHosts", spec.network().noHosts()).put("UseImageHostname", false);
        return members.object();
    }

    private Json.Obj state() {
        boolean running = status.running();
        return new Members()
                .put("OciVersion", SpecGenerator.VERSION)
                .put("Status", status.state().text())
                .put("Running", running)
                .put("Paused", false)
                .put("Restarting", false)
                .put("OOMKilled", status.oomKilled())
                .put("Dead", false)
                .put("Pid", status.pid())
                .put(
                        "ConmonPid",
                        running ? status.start().orElseThrow().monitor().pid() : 0)
                .put("ExitCode", status.exitCode())
                .put("Error", "")
                .put("StartedAt", started())
                .put("FinishedAt", time(status.exited()))
                .put("CgroupPath", running ? SpecGenerator.cgroupsPath(record) : "")
                .put("CheckpointedAt", NEVER)
                .put("RestoredAt", NEVER)
                .object();
    }

    private String started() {
        return status.start().isPresent() ? Times.text(status.start().get().started()) : NEVER;
    }

    private static String time(Optional<Instant> time) {
        return time.isPresent() ? Times.text(time.get()) : NEVER;
    }

    private void paths(Members members) {
        boolean here = status.running();
        members.put("ResolvConfPath", here ? files.resolvConf().toString() : "");
        members.put("HostnamePath", here ? files.hostname().toString() : "");
        members.put("HostsPath", here ? files.hosts().toString() : "");
        members.put("StaticDir", files.directory().toString());
        if (status.state() != ContainerState.CREATED) {
            members.put("OCIConfigPath", files.config().toString());
        }
        String runtime = record.runtime().isEmpty() ? "pinisi-oci" : record.runtime();
        members.put("OCIRuntime", String.valueOf(Path.of(runtime).getFileName()));
        members.put("ConmonPidFile", files.monitorPid().toString());
        members.put("PidFile", files.pid().toString());
    }

    private Json.Obj graphDriver() {
        return new Members()
                .put("Name", "overlay")
                .put("Data", parts.rootfs().describe(record.id()))
                .object();
    }

    private Json.Arr mounts() {
        List<Json> mounts = new ArrayList<>();
        for (MountSpec mount : spec.mounts()) {
            switch (mount) {
                case MountSpec.Bind bind -> mounts.add(mount("bind", "", bind.source(), bind));
                case MountSpec.Volume volume ->
                    mounts.add(mount(
                            "volume",
                            volume.name(),
                            parts.volumes().data(volume.name()).toString(),
                            volume));
                case MountSpec.Tmpfs tmpfs -> {}
            }
        }
        return new Json.Arr(mounts);
    }

    private static Json.Obj mount(String type, String name, String source, MountSpec mount) {
        List<String> options = MountsPart.options(mount);
        Members members = new Members().put("Type", type);
        if (!name.isEmpty()) {
            members.put("Name", name);
        }
        return members.put("Source", source)
                .put("Destination", mount.destination())
                .put("Driver", name.isEmpty() ? "" : "local")
                .put("Mode", "")
                .put("Options", others(options))
                .put("RW", !options.contains("ro"))
                .put("Propagation", propagation(options))
                .object();
    }

    private static String propagation(List<String> options) {
        for (String option : options) {
            if (isPropagation(option)) {
                return option;
            }
        }
        return "";
    }

    private static boolean isPropagation(String option) {
        return option.endsWith("private") || option.endsWith("shared") || option.endsWith("slave");
    }

    /** Without those that have members of their own. */
    private static List<String> others(List<String> options) {
        List<String> others = new ArrayList<>();
        for (String option : options) {
            if (!option.equals("ro") && !option.equals("rw") && !isPropagation(option)) {
                others.add(option);
            }
        }
        return others;
    }

    private Json.Obj config() {
        ProcessSettings process = spec.process();
        List<String> env = new ArrayList<>();
        for (Map.Entry<String, String> variable : process.env().entrySet()) {
            env.add(variable.getKey() + "=" + variable.getValue());
        }
        if (!process.env().containsKey("HOSTNAME")) {
            env.add("HOSTNAME=" + SpecGenerator.hostname(record));
        }
        return new Members()
                .put("Hostname", SpecGenerator.hostname(record))
                .put("Domainname", "")
                .put("User", process.user())
                .put("AttachStdin", false)
                .put("AttachStdout", false)
                .put("AttachStderr", false)
                .put("Tty", process.terminal())
                .put("OpenStdin", process.stdin())
                .put("StdinOnce", false)
                .put("Env", env)
                .putOrNull("Cmd", process.command())
                .put("Image", record.imageName())
                .put("Volumes", Json.NULL)
                .put("WorkingDir", process.workdir().isEmpty() ? "/" : process.workdir())
                .putOrNull("Entrypoint", process.entrypoint().orElse(List.of()))
                .put("OnBuild", Json.NULL)
                .put("Labels", spec.labels())
                .put("Annotations", HostConfigInspector.annotations(spec))
                .put("StopSignal", HostConfigInspector.signalName(spec.stopSignal()))
                .put("CreateCommand", spec.createCommand())
                .put("Umask", octal(process.umask().orElse(0022)))
                .put("Timeout", spec.timeout())
                .put(
                        "StopTimeout",
                        spec.stopTimeout() >= 0
                                ? spec.stopTimeout()
                                : parts.options().stopTimeout())
                .put("ExposedPorts", exposed())
                .object();
    }

    private Json.Obj exposed() {
        Members ports = new Members();
        for (String port : spec.network().expose()) {
            ports.put(port.indexOf('/') < 0 ? port + "/tcp" : port, new Members().object());
        }
        for (PortMapping port : spec.network().ports()) {
            for (int i = 0; i < port.range(); i++) {
                ports.put((port.containerPort() + i) + "/" + port.protocol(), new Members().object());
            }
        }
        return ports.object();
    }

    private static String octal(int mask) {
        String digits = Integer.toOctalString(mask);
        return "0000".substring(Math.min(4, digits.length())) + digits;
    }
}
