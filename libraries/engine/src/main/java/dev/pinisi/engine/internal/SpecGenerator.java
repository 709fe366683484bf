package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import dev.pinisi.engine.NamespaceMode;
import dev.pinisi.engine.NetworkMode;
import dev.pinisi.json.JsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes config.json (runtime-spec 1.2) of a container's record and what is known of the host and the image's files: a
 * pure function.
 */
final class SpecGenerator {
    static final String VERSION = "1.2.0";

    private final SpecInput input;
    private final ContainerSpec spec;
    private final List<String> capabilities;
    private final JsonWriter out = new JsonWriter();

    private SpecGenerator(SpecInput input) {
        this.input = input;
        spec = input.record().spec();
        capabilities = Capabilities.granted(
                spec.security().privileged(),
                spec.security().capAdd(),
                spec.security().capDrop(),
                input.host().boundingCapabilities());
    }

    static byte[] generate(SpecInput input) {
        SpecGenerator generator = new SpecGenerator(input);
        generator.document();
        return generator.out.bytes();
    }

    /** The host's name as the container sees it; empty in the host's UTS namespace. */
    static String hostname(ContainerRecord record) {
        return record.spec().hostname().isEmpty()
                ? record.id().substring(0, 12)
                : record.spec().hostname();
    }

    private void document() {
        out.object().name("ociVersion").value(VERSION);
        out.name("process");
        new ProcessPart(input, out).write(capabilities);
        out.name("root").object().name("path").value(input.rootfs());
        if (spec.security().readOnly()) {
            out.name("readonly").value(true);
        }
        out.end();
        if (ownUts()) {
            out.name("hostname").value(hostname(input.record()));
        }
        out.name("mounts").array();
        new MountsPart(input).write(out);
        out.end();
        if (!spec.annotations().isEmpty()) {
            out.name("annotations").value(spec.annotations());
        }
        out.name("linux").object();
        linux();
        out.end().end();
    }

    private boolean ownUts() {
        NamespaceMode uts = spec.namespaces().uts();
        boolean shared = uts instanceof NamespaceMode.Host || uts instanceof NamespaceMode.OfContainer;
        return !shared
                && (!(spec.network().mode() instanceof NetworkMode.Host)
                        || !spec.hostname().isEmpty());
    }

    private static String modeText(NamespaceMode mode) {
        return RecordWriter.modeText(mode);
    }

    private void linux() {
        sysctl();
        out.name("resources").object();
        new ResourcesPart(spec, input.devices(), out).write();
        out.end();
        out.name("cgroupsPath").value(cgroupsPath(input.record()));
        namespaces();
        devices();
        if (!spec.security().privileged()) {
            paths();
            seccomp();
        }
    }

    /** Always absolute: a relative path would land in the cgroup of whoever starts the runtime. */
    static String cgroupsPath(ContainerRecord record) {
        String parent = record.spec().cgroupParent();
        return (parent.isEmpty() ? "/pinisi" : parent) + "/" + record.id();
    }

    private void sysctl() {
        boolean ownNetwork = !(spec.network().mode() instanceof NetworkMode.Host);
        boolean ping = ownNetwork && !spec.sysctl().containsKey("net.ipv4.ping_group_range");
        if (!ping && spec.sysctl().isEmpty()) {
            return;
        }
        out.name("sysctl").object();
        if (ping) {
            // root may ping without CAP_NET_RAW, as under podman
            out.name("net.ipv4.ping_group_range").value("0 0");
        }
        for (Map.Entry<String, String> entry : spec.sysctl().entrySet()) {
            out.name(entry.getKey()).value(entry.getValue());
        }
        out.end();
    }

    private void namespaces() {
        out.name("namespaces").array();
        namespace("mount", "");
        namespace("pid", modeText(spec.namespaces().pid()));
        namespace("ipc", modeText(spec.namespaces().ipc()));
        String uts = modeText(spec.namespaces().uts());
        namespace("uts", ownUts() || uts.startsWith("container:") ? "" : "host");
        namespace("network", spec.network().mode() instanceof NetworkMode.Host ? "host" : "");
        String cgroup = modeText(spec.namespaces().cgroup());
        // with cgroup v1 podman leaves containers in the host's, for systemd's sake; so must its users find it
        namespace("cgroup", cgroup.isEmpty() && !input.host().unifiedCgroups() ? "host" : cgroup);
        out.end();
    }

    private void namespace(String kind, String mode) {
        if (mode.equals("host")) {
            return;
        }
        out.object().name("type").value(kind);
        String path = input.namespaces().get(kind);
        if (path != null) {
            out.name("path").value(path);
        }
        out.end();
    }

    private void devices() {
        if (input.devices().isEmpty()) {
            return;
        }
        out.name("devices").array();
        for (Device device : input.devices()) {
            out.object().name("path").value(device.path());
            out.name("type").value(device.type());
            out.name("major").value(device.major()).name("minor").value(device.minor());
            out.name("fileMode").value(device.mode());
            out.name("uid").value(device.uid()).name("gid").value(device.gid()).end();
        }
        out.end();
    }

    private void paths() {
        out.name("maskedPaths").value(ProtectedPaths.masked(spec.security()));
        out.name("readonlyPaths").value(ProtectedPaths.readOnly(spec.security()));
    }

    private void seccomp() {
        String profile = spec.security().seccomp();
        if (profile.equals("unconfined")) {
            return;
        }
        out.name("seccomp");
        if (profile.equals("default")) {
            out.json(input.seccomp().resolve(input.host().architecture(), capabilities));
        } else {
            out.json(new SeccompFile(input.host(), capabilities).resolve(Path.of(profile)));
        }
    }
}
