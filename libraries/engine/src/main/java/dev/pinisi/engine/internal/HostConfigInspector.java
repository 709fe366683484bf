package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.DeviceMapping;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NetworkSettings;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.ResourceLimits;
import dev.pinisi.engine.SecuritySettings;
import dev.pinisi.engine.Ulimit;
import dev.pinisi.json.Json;
import dev.pinisi.linux.SignalNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The member {@code HostConfig} of {@code container inspect}. */
final class HostConfigInspector {
    private static final long DEFAULT_PIDS = 2048;
    private static final long DEFAULT_SHM_SIZE = 65_536_000;
    private static final List<String> NO_LISTS = List.of(
            "Links",
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteIOps",
            "CgroupConf");
    private static final List<String> NO_NUMBERS = List.of(
            "CpuRealtimePeriod",
            "CpuRealtimeRuntime",
            "DiskQuota",
            "KernelMemory",
            "CpuCount",
            "CpuPercent",
            "IOMaximumIOps",
            "IOMaximumBandwidth");

    private final ContainerSpec spec;
    private final ContainerFiles files;

    HostConfigInspector(ContainerRecord record, ContainerFiles files) {
        this.spec = record.spec();
        this.files = files;
    }

    Json.Obj inspect() {
        Members members = new Members()
                .put("Binds", binds())
                .put("CgroupManager", "cgroupfs")
                .put("CgroupMode", cgroupMode())
                .put("ContainerIDFile", spec.cidFile())
                .put("LogConfig", log())
                .put("NetworkMode", RecordWriter.modeText(spec.network().mode()))
                .put("PortBindings", bindings(spec.network().ports()))
                .put(
                        "RestartPolicy",
                        new Members()
                                .put("Name", "no")
                                .put("MaximumRetryCount", 0)
                                .object())
                .put("AutoRemove", spec.autoRemove())
                .put("AutoRemoveImage", false)
                .put("Annotations", annotations(spec))
                .put("VolumeDriver", "")
                .put("VolumesFrom", Json.NULL);
        security(members);
        network(members);
        resources(members);
        return members.object();
    }

    static String signalName(int signal) {
        return SignalNames.name(signal);
    }

    private List<String> binds() {
        List<String> binds = new ArrayList<>();
        for (MountSpec mount : spec.mounts()) {
            String source = mount instanceof MountSpec.Bind bind
                    ? bind.source()
                    : mount instanceof MountSpec.Volume volume ? volume.name() : "";
            if (!source.isEmpty()) {
                binds.add(source + ":" + mount.destination() + ":" + String.join(",", MountsPart.options(mount)));
            }
        }
        return binds;
    }

    private Json.Obj log() {
        return new Members()
                .put("Type", spec.log().driver())
                .put("Config", Json.NULL)
                .put(
                        "Path",
                        spec.log().driver().equals("none")
                                ? ""
                                : MonitorArguments.logPath(spec, files).toString())
                .put("Tag", spec.log().tag())
                .put("Size", spec.log().maxSize() < 0 ? "-1B" : spec.log().maxSize() + "B")
                .object();
    }

    /** {@code 80/tcp} to the host's addresses and ports, as in podman and Docker. */
    static Json.Obj bindings(List<PortMapping> ports) {
        Map<String, List<Json>> bindings = new LinkedHashMap<>();
        for (PortMapping port : ports) {
            for (int i = 0; i < port.range(); i++) {
                String key = (port.containerPort() + i) + "/" + port.protocol();
                String hostPort = port.hostPort() == 0 ? "" : Integer.toString(port.hostPort() + i);
                if (!bindings.containsKey(key)) {
                    bindings.put(key, new ArrayList<>());
                }
                bindings.get(key)
                        .add(new Members()
                                .put("HostIp", port.hostIp().isEmpty() ? "0.0.0.0" : port.hostIp())
                                .put("HostPort", hostPort)
                                .object());
            }
        }
        Members members = new Members();
        for (Map.Entry<String, List<Json>> entry : bindings.entrySet()) {
            members.put(entry.getKey(), new Json.Arr(entry.getValue()));
        }
        return members.object();
    }

    private void security(Members members) {
        SecuritySettings security = spec.security();
        List<String> options = new ArrayList<>();
        if (security.noNewPrivileges()) {
            options.add("no-new-privileges");
        }
        if (!security.seccomp().equals("default")) {
            options.add("seccomp=" + security.seccomp());
        }
        members.put("CapAdd", security.capAdd())
                .put("CapDrop", security.capDrop())
                .put("GroupAdd", spec.process().groups())
                .put("Privileged", security.privileged())
                .put("ReadonlyRootfs", security.readOnly())
                .put("SecurityOpt", options)
                .put("IpcMode", ipcMode())
                .put("PidMode", mode(spec.namespaces().pid()))
                .put("UTSMode", mode(spec.namespaces().uts()))
                .put("UsernsMode", "")
                .put("Tmpfs", tmpfs());
    }

    private String cgroupMode() {
        boolean usual = spec.namespaces().cgroup() instanceof NamespaceMode.Usual;
        return usual && !HostFacts.hasUnifiedCgroups()
                ? "host"
                : mode(spec.namespaces().cgroup());
    }

    private String ipcMode() {
        boolean usual = spec.namespaces().ipc() instanceof NamespaceMode.Usual;
        return usual ? "shareable" : mode(spec.namespaces().ipc());
    }

    private static String mode(NamespaceMode mode) {
        String text = RecordWriter.modeText(mode);
        return text.isEmpty() ? "private" : text;
    }

    private Json.Obj tmpfs() {
        Members members = new Members();
        for (MountSpec mount : spec.mounts()) {
            if (mount instanceof MountSpec.Tmpfs) {
                members.put(mount.destination(), String.join(",", MountsPart.options(mount)));
            }
        }
        return members.object();
    }

    private void network(Members members) {
        NetworkSettings network = spec.network();
        members.put("Dns", network.dns())
                .put("DnsOptions", network.dnsOptions())
                .put("DnsSearch", network.dnsSearch())
                .put("ExtraHosts", network.hosts())
                .put("PublishAllPorts", network.publishAll());
    }

    private void resources(Members members) {
        ResourceLimits limits = spec.resources();
        long quota = limits.cpuQuota().orElse(0);
        long period = limits.cpuPeriod().orElse(0);
        members.put("OomScoreAdj", spec.process().oomScoreAdj().orElse(0))
                .put("ShmSize", limits.shmSize().orElse(DEFAULT_SHM_SIZE))
                .put("Runtime", "oci")
                .put("CpuShares", limits.cpuShares().orElse(0))
                .put("Memory", limits.memory().orElse(0))
                .put("NanoCpus", period > 0 && quota > 0 ? quota * 1_000_000_000L / period : 0)
                .put("CgroupParent", spec.cgroupParent())
                .put("BlkioWeight", limits.blkioWeight().orElse(0))
                .put("CpuPeriod", period)
                .put("CpuQuota", quota)
                .put("CpusetCpus", limits.cpusetCpus())
                .put("CpusetMems", limits.cpusetMems())
                .put("Devices", devices())
                .put("MemoryReservation", limits.memoryReservation().orElse(0))
                .put("MemorySwap", limits.memorySwap().orElse(limits.memory().orElse(0) * 2))
                .put("PidsLimit", limits.pids().orElse(DEFAULT_PIDS))
                .put("Ulimits", ulimits())
                .put("Init", !spec.process().init().isEmpty());
        notThere(members);
    }

    /** What podman's document has and these containers cannot have: Docker's clients read some of it. */
    private static void notThere(Members members) {
        for (String list : NO_LISTS) {
            members.put(list, Json.NULL);
        }
        for (String number : NO_NUMBERS) {
            members.put(number, 0);
        }
        members.put("MemorySwappiness", -1)
                .put("OomKillDisable", false)
                .put("Cgroup", "")
                .put("Cgroups", "default")
                .put("HostsFile", "")
                .put("Isolation", "");
    }

    /** The user's, and the one by which podman tells that there is an init. */
    static Map<String, String> annotations(ContainerSpec spec) {
        if (spec.process().init().isEmpty()) {
            return spec.annotations();
        }
        Map<String, String> annotations = new LinkedHashMap<>(spec.annotations());
        annotations.put("io.podman.annotations.init", "TRUE");
        return annotations;
    }

    private Json.Arr devices() {
        List<Json> devices = new ArrayList<>();
        for (DeviceMapping device : spec.devices()) {
            devices.add(new Members()
                    .put("PathOnHost", device.hostPath())
                    .put("PathInContainer", device.containerPath())
                    .put("CgroupPermissions", device.permissions())
                    .object());
        }
        return new Json.Arr(devices);
    }

    private Json.Arr ulimits() {
        List<Json> ulimits = new ArrayList<>();
        for (Ulimit limit : spec.process().ulimits()) {
            ulimits.add(new Members()
                    .put("Name", "RLIMIT_" + limit.name().toUpperCase(Locale.ROOT))
                    .put("Soft", limit.soft())
                    .put("Hard", limit.hard())
                    .object());
        }
        return new Json.Arr(ulimits);
    }
}
