package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.DeviceMapping;
import dev.pinisi.engine.LogSettings;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NamespaceSettings;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.engine.NetworkSettings;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.ProcessSettings;
import dev.pinisi.engine.ResourceLimits;
import dev.pinisi.engine.SecuritySettings;
import dev.pinisi.engine.Ulimit;
import dev.pinisi.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes container.json. What has its default value is left out: {@code ps} reads the file of every container.
 *
 * <p>Sealed types are told apart by instanceof here and in all that a command runs when it starts a container: a switch
 * over them would have its code spun at run time.
 */
final class RecordWriter {
    private final JsonWriter out = new JsonWriter();

    private RecordWriter() {}

    static byte[] write(ContainerRecord record) {
        RecordWriter writer = new RecordWriter();
        writer.record(record);
        return writer.out.bytes();
    }

    private void record(ContainerRecord record) {
        out.object();
        text("id", record.id());
        text("name", record.name());
        out.name("created").value(Times.nanos(record.created()));
        text("imageId", record.imageId());
        text("imageName", record.imageName());
        text("imageDigest", record.imageDigest());
        text("runtime", record.runtime());
        out.name("spec");
        spec(record.spec());
        out.end();
    }

    private void spec(ContainerSpec spec) {
        out.object();
        text("image", spec.image());
        text("name", spec.name().orElse(""));
        text("hostname", spec.hostname());
        out.name("process");
        process(spec.process());
        out.name("security");
        security(spec.security());
        out.name("network");
        network(spec.network());
        namespaces(spec.namespaces());
        out.name("resources");
        resources(spec.resources());
        mounts(spec.mounts());
        devices(spec.devices());
        list("deviceCgroupRules", spec.deviceCgroupRules());
        map("sysctl", spec.sysctl());
        map("labels", spec.labels());
        map("annotations", spec.annotations());
        log(spec.log());
        number("stopSignal", spec.stopSignal(), 0);
        number("stopTimeout", spec.stopTimeout(), -1);
        number("timeout", spec.timeout(), 0);
        flag("autoRemove", spec.autoRemove());
        text("cgroupParent", spec.cgroupParent());
        text("platform", spec.platform());
        text("pidFile", spec.pidFile());
        text("cidFile", spec.cidFile());
        list("createCommand", spec.createCommand());
        out.end();
    }

    private void process(ProcessSettings process) {
        out.object();
        if (process.entrypoint().isPresent()) {
            out.name("entrypoint").value(process.entrypoint().get());
        }
        list("command", process.command());
        map("env", process.env());
        list("unsetEnv", process.unsetEnv());
        text("user", process.user());
        list("groups", process.groups());
        text("workdir", process.workdir());
        flag("workdirMustExist", process.workdirMustExist());
        flag("terminal", process.terminal());
        flag("stdin", process.stdin());
        text("init", process.init());
        number("umask", process.umask());
        number("oomScoreAdj", process.oomScoreAdj());
        if (!process.ulimits().isEmpty()) {
            out.name("ulimits").array();
            for (Ulimit limit : process.ulimits()) {
                out.object().name("name").value(limit.name()).name("soft").value(limit.soft());
                out.name("hard").value(limit.hard()).end();
            }
            out.end();
        }
        text("timezone", process.timezone());
        out.end();
    }

    private void security(SecuritySettings security) {
        out.object();
        list("capAdd", security.capAdd());
        list("capDrop", security.capDrop());
        flag("privileged", security.privileged());
        flag("readOnly", security.readOnly());
        flag("noReadOnlyTmpfs", !security.readOnlyTmpfs());
        flag("noNewPrivileges", security.noNewPrivileges());
        text("seccomp", security.seccomp().equals("default") ? "" : security.seccomp());
        text("apparmor", security.apparmor());
        list("mask", security.mask());
        list("unmask", security.unmask());
        out.end();
    }

    private void network(NetworkSettings network) {
        out.object();
        out.name("mode").value(modeText(network.mode()));
        text("ip", network.ip().orElse(""));
        text("mac", network.mac().orElse(""));
        list("aliases", network.aliases());
        if (!network.ports().isEmpty()) {
            out.name("ports").array();
            for (PortMapping port : network.ports()) {
                out.object();
                text("hostIp", port.hostIp());
                out.name("hostPort").value(port.hostPort());
                out.name("containerPort").value(port.containerPort());
                number("range", port.range(), 1);
                out.name("protocol").value(port.protocol()).end();
            }
            out.end();
        }
        flag("publishAll", network.publishAll());
        list("expose", network.expose());
        list("dns", network.dns());
        list("dnsSearch", network.dnsSearch());
        list("dnsOptions", network.dnsOptions());
        list("hosts", network.hosts());
        flag("noHosts", network.noHosts());
        out.end();
    }

    /** As {@link NetworkMode#parse} reads it. */
    static String modeText(NetworkMode mode) {
        if (mode instanceof NetworkMode.Bridge bridge) {
            return bridge.networks().isEmpty() ? "bridge" : String.join(",", bridge.networks());
        }
        if (mode instanceof NetworkMode.OfContainer other) {
            return "container:" + other.nameOrId();
        }
        if (mode instanceof NetworkMode.OfPath path) {
            return "ns:" + path.path();
        }
        return mode instanceof NetworkMode.Host ? "host" : "none";
    }

    private void namespaces(NamespaceSettings namespaces) {
        text("pid", modeText(namespaces.pid()));
        text("ipc", modeText(namespaces.ipc()));
        text("uts", modeText(namespaces.uts()));
        text("cgroupns", modeText(namespaces.cgroup()));
    }

    /** As {@link NamespaceMode#parse} reads it; empty for what is usual. */
    static String modeText(NamespaceMode mode) {
        if (mode instanceof NamespaceMode.OfContainer other) {
            return "container:" + other.nameOrId();
        }
        if (mode instanceof NamespaceMode.Private) {
            return "private";
        }
        return mode instanceof NamespaceMode.Host ? "host" : "";
    }

    private void resources(ResourceLimits limits) {
        out.object();
        number("memory", limits.memory());
        number("memorySwap", limits.memorySwap());
        number("memoryReservation", limits.memoryReservation());
        number("cpuShares", limits.cpuShares());
        number("cpuQuota", limits.cpuQuota());
        number("cpuPeriod", limits.cpuPeriod());
        text("cpusetCpus", limits.cpusetCpus());
        text("cpusetMems", limits.cpusetMems());
        number("pids", limits.pids());
        number("blkioWeight", limits.blkioWeight());
        number("shmSize", limits.shmSize());
        number("rootfsSize", limits.rootfsSize());
        out.end();
    }

    private void mounts(List<MountSpec> mounts) {
        if (mounts.isEmpty()) {
            return;
        }
        out.name("mounts").array();
        for (MountSpec mount : mounts) {
            out.object();
            if (mount instanceof MountSpec.Bind bind) {
                out.name("bind").value(bind.source());
            } else if (mount instanceof MountSpec.Volume volume) {
                out.name("volume").value(volume.name());
            }
            out.name("destination").value(mount.destination());
            list("options", mount.options());
            out.end();
        }
        out.end();
    }

    private void devices(List<DeviceMapping> devices) {
        if (devices.isEmpty()) {
            return;
        }
        out.name("devices").array();
        for (DeviceMapping device : devices) {
            out.object().name("host").value(device.hostPath());
            out.name("container").value(device.containerPath());
            out.name("permissions").value(device.permissions()).end();
        }
        out.end();
    }

    private void log(LogSettings log) {
        text("logDriver", log.driver().equals("k8s-file") ? "" : log.driver());
        text("logPath", log.path());
        number("logMaxSize", log.maxSize(), -1);
        text("logTag", log.tag());
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            out.name(name).value(value);
        }
    }

    private void flag(String name, boolean value) {
        if (value) {
            out.name(name).value(true);
        }
    }

    private void number(String name, long value, long usual) {
        if (value != usual) {
            out.name(name).value(value);
        }
    }

    private void number(String name, OptionalLong value) {
        if (value.isPresent()) {
            out.name(name).value(value.getAsLong());
        }
    }

    private void number(String name, OptionalInt value) {
        if (value.isPresent()) {
            out.name(name).value(value.getAsInt());
        }
    }

    private void list(String name, List<String> values) {
        if (!values.isEmpty()) {
            out.name(name).value(values);
        }
    }

    private void map(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            out.name(name).value(values);
        }
    }
}
