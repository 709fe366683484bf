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
import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads container.json, as {@link RecordWriter} writes it. */
final class RecordReader {
    private RecordReader() {}

    static ContainerRecord read(byte[] bytes) {
        JsonCursor json = JsonCursor.parse(bytes);
        return new ContainerRecord(
                json.field("id").string(),
                json.field("name").string(),
                Times.ofNanos(json.field("created").longValue()),
                json.field("imageId").string(),
                json.field("imageName").string(),
                json.field("imageDigest").stringOr(""),
                json.field("runtime").stringOr(""),
                spec(json.field("spec")));
    }

    private static ContainerSpec spec(JsonCursor json) {
        return new ContainerSpec(
                text(json, "image"),
                optionalText(json, "name"),
                text(json, "hostname"),
                process(json.field("process")),
                security(json.field("security")),
                network(json.field("network")),
                namespaces(json),
                resources(json.field("resources")),
                mounts(json.field("mounts")),
                devices(json.field("devices")),
                json.field("deviceCgroupRules").strings(),
                json.field("sysctl").stringMap(),
                json.field("labels").stringMap(),
                json.field("annotations").stringMap(),
                log(json),
                json.field("stopSignal").intOr(0),
                json.field("stopTimeout").intOr(-1),
                json.field("timeout").intOr(0),
                flag(json, "autoRemove"),
                text(json, "cgroupParent"),
                text(json, "platform"),
                text(json, "pidFile"),
                text(json, "cidFile"),
                json.field("createCommand").strings());
    }

    private static ProcessSettings process(JsonCursor json) {
        JsonCursor entrypoint = json.field("entrypoint");
        List<Ulimit> ulimits = new ArrayList<>();
        for (JsonCursor limit : json.field("ulimits").elements()) {
            ulimits.add(new Ulimit(
                    limit.field("name").string(),
                    limit.field("soft").longValue(),
                    limit.field("hard").longValue()));
        }
        return new ProcessSettings(
                entrypoint.isPresent() ? Optional.of(entrypoint.strings()) : Optional.empty(),
                json.field("command").strings(),
                json.field("env").stringMap(),
                json.field("unsetEnv").strings(),
                text(json, "user"),
                json.field("groups").strings(),
                text(json, "workdir"),
                flag(json, "workdirMustExist"),
                flag(json, "terminal"),
                flag(json, "stdin"),
                text(json, "init"),
                optionalInt(json, "umask"),
                optionalInt(json, "oomScoreAdj"),
                ulimits,
                text(json, "timezone"));
    }

    private static SecuritySettings security(JsonCursor json) {
        return new SecuritySettings(
                json.field("capAdd").strings(),
                json.field("capDrop").strings(),
                flag(json, "privileged"),
                flag(json, "readOnly"),
                !flag(json, "noReadOnlyTmpfs"),
                flag(json, "noNewPrivileges"),
                json.field("seccomp").stringOr("default"),
                text(json, "apparmor"),
                json.field("mask").strings(),
                json.field("unmask").strings());
    }

    private static NetworkSettings network(JsonCursor json) {
        List<PortMapping> ports = new ArrayList<>();
        for (JsonCursor port : json.field("ports").elements()) {
            ports.add(new PortMapping(
                    text(port, "hostIp"),
                    port.field("hostPort").intValue(),
                    port.field("containerPort").intValue(),
                    port.field("range").intOr(1),
                    port.field("protocol").string()));
        }
        return new NetworkSettings(
                NetworkMode.parse(text(json, "mode")),
                optionalText(json, "ip"),
                optionalText(json, "mac"),
                json.field("aliases").strings(),
                ports,
                flag(json, "publishAll"),
                json.field("expose").strings(),
                json.field("dns").strings(),
                json.field("dnsSearch").strings(),
                json.field("dnsOptions").strings(),
                json.field("hosts").strings(),
                flag(json, "noHosts"));
    }

    private static NamespaceSettings namespaces(JsonCursor json) {
        return new NamespaceSettings(
                NamespaceMode.parse("pid", text(json, "pid")),
                NamespaceMode.parse("ipc", text(json, "ipc")),
                NamespaceMode.parse("uts", text(json, "uts")),
                NamespaceMode.parse("cgroupns", text(json, "cgroupns")));
    }

    private static ResourceLimits resources(JsonCursor json) {
        return new ResourceLimits(
                optionalLong(json, "memory"),
                optionalLong(json, "memorySwap"),
                optionalLong(json, "memoryReservation"),
                optionalLong(json, "cpuShares"),
                optionalLong(json, "cpuQuota"),
                optionalLong(json, "cpuPeriod"),
                text(json, "cpusetCpus"),
                text(json, "cpusetMems"),
                optionalLong(json, "pids"),
                optionalLong(json, "blkioWeight"),
                optionalLong(json, "shmSize"),
                optionalLong(json, "rootfsSize"));
    }

    private static List<MountSpec> mounts(JsonCursor json) {
        List<MountSpec> mounts = new ArrayList<>();
        for (JsonCursor mount : json.elements()) {
            String destination = mount.field("destination").string();
            List<String> options = mount.field("options").strings();
            if (mount.field("bind").isPresent()) {
                mounts.add(new MountSpec.Bind(mount.field("bind").string(), destination, options));
            } else if (mount.field("volume").isPresent()) {
                mounts.add(new MountSpec.Volume(mount.field("volume").string(), destination, options));
            } else {
                mounts.add(new MountSpec.Tmpfs(destination, options));
            }
        }
        return mounts;
    }

    private static List<DeviceMapping> devices(JsonCursor json) {
        List<DeviceMapping> devices = new ArrayList<>();
        for (JsonCursor device : json.elements()) {
            devices.add(new DeviceMapping(
                    device.field("host").string(),
                    device.field("container").string(),
                    device.field("permissions").string()));
        }
        return devices;
    }

    private static LogSettings log(JsonCursor json) {
        return new LogSettings(
                json.field("logDriver").stringOr("k8s-file"),
                text(json, "logPath"),
                json.field("logMaxSize").longOr(-1),
                text(json, "logTag"));
    }

    private static String text(JsonCursor json, String name) {
        return json.field(name).stringOr("");
    }

    private static boolean flag(JsonCursor json, String name) {
        return json.field(name).boolOr(false);
    }

    private static Optional<String> optionalText(JsonCursor json, String name) {
        JsonCursor field = json.field(name);
        return field.isPresent() ? Optional.of(field.string()) : Optional.empty();
    }

    private static OptionalInt optionalInt(JsonCursor json, String name) {
        JsonCursor field = json.field(name);
        return field.isPresent() ? OptionalInt.of(field.intValue()) : OptionalInt.empty();
    }

    private static OptionalLong optionalLong(JsonCursor json, String name) {
        JsonCursor field = json.field(name);
        return field.isPresent() ? OptionalLong.of(field.longValue()) : OptionalLong.empty();
    }
}
