package dev.pinisi.oci.plan;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.config.IdMapping;
import dev.pinisi.oci.config.NetworkDeviceConfig;
import java.util.List;

/** Steps for programs: an operation and its arguments. What is a number or flags to the kernel has its usual names here. */
final class StepJson {
    private StepJson() {}

    /** Adds the members {@code operation} and {@code arguments} to the open object. */
    static void write(Step step, JsonWriter out) {
        namespaces(step, out).end();
    }

    /** The process that all other steps belong to, as a step. */
    static void writeStart(long newNamespaces, JsonWriter out) {
        operation(out, "startProcess")
                .name("namespaces")
                .value(StepText.namespaceNames(newNamespaces))
                .end();
    }

    /** Leaves the arguments open, to be added to. */
    static JsonWriter operation(JsonWriter out, String name) {
        return out.name("operation").value(name).name("arguments").object();
    }

    static JsonWriter operation(JsonWriter out, String name, String argument, String value) {
        return operation(out, name).name(argument).value(value);
    }

    private static JsonWriter namespaces(Step step, JsonWriter out) {
        return switch (step) {
            case Step.JoinNamespace s ->
                operation(out, "joinNamespace", "type", s.kind().type())
                        .name("path")
                        .value(s.path());
            case Step.EnterContainer s ->
                operation(out, "enterContainer").name("namespaces").value(StepText.namespaceNames(s.kinds()));
            case Step.AwaitMappings s -> operation(out, "awaitMappings");
            case Step.JoinCgroup s -> operation(out, "joinControlGroups");
            case Step.NewCgroupNamespace s -> operation(out, "makeCgroupNamespace");
            case Step.BecomeNamespaceRoot s -> operation(out, "becomeNamespaceRoot");
            case Step.NewSessionKeyring s -> operation(out, "makeSessionKeyring", "name", s.name());
            case Step.LoopbackUp s -> operation(out, "setLoopbackUp");
            case Step.NetworkDevices s -> devices(s, out);
            case Step.Hostname s -> operation(out, "setHostname", "name", s.name());
            case Step.Domainname s -> operation(out, "setDomainname", "name", s.name());
            case Step.EnterRoot s -> operation(out, "enterRoot", "path", s.path());
            case Step.ChangeRoot s -> operation(out, "changeRoot", "path", s.path());
            case Step.PivotRoot s ->
                operation(out, s.byMoving() ? "moveRoot" : "pivotRoot")
                        .name("propagation")
                        .value(MountFlag.names(s.propagation()));
            case Step.RuntimeHooks s -> operation(out, "runRuntimeHooks");
            case Step.ContainerHooks s ->
                operation(out, "runHooks", "stage", s.stage())
                        .name("count")
                        .value(s.hooks().size());
            default -> mounts(step, out);
        };
    }

    private static JsonWriter mounts(Step step, JsonWriter out) {
        return switch (step) {
            case Step.HostPropagation s -> propagation(out, s.path(), s.flags());
            case Step.Propagation s -> propagation(out, s.destination(), s.flags());
            case Step.MountFileSystem s -> mount(s, out);
            case Step.Bind s -> bind(s, out);
            case Step.RecursiveAttributes s ->
                operation(out, "setMountAttributes", "destination", s.destination())
                        .name("set")
                        .value(s.set())
                        .name("clear")
                        .value(s.cleared());
            case Step.MakeNode s ->
                operation(out, "makeDevice", "path", s.path())
                        .name("type")
                        .value(String.valueOf(s.type()))
                        .name("major")
                        .value(s.major())
                        .name("minor")
                        .value(s.minor())
                        .name("mode")
                        .value(Integer.toOctalString(s.mode()))
                        .name("uid")
                        .value(s.uid() & 0xffffffffL)
                        .name("gid")
                        .value(s.gid() & 0xffffffffL);
            case Step.BindDevice s -> operation(out, "bindDevice", "path", s.path());
            case Step.Link s ->
                operation(out, "makeLink", "path", s.path()).name("target").value(s.target());
            case Step.OwnNullDevice s -> operation(out, "openNullDevice");
            case Step.MakeDirectory s -> operation(out, "makeDirectory", "path", s.path());
            case Step.RemountReadonly s -> operation(out, "remountReadonly", "path", s.path());
            case Step.Mask s -> operation(out, "mask", "path", s.path());
            case Step.MakeReadonly s -> operation(out, "bindReadonly", "path", s.path());
            default -> ProcessStepJson.write(step, out);
        };
    }

    private static JsonWriter devices(Step.NetworkDevices s, JsonWriter out) {
        operation(out, "moveNetworkDevices").name("devices").object();
        for (NetworkDeviceConfig device : s.devices()) {
            out.name(device.name())
                    .object()
                    .name("name")
                    .value(device.newName())
                    .end();
        }
        return out.end();
    }

    private static JsonWriter propagation(JsonWriter out, String path, long flags) {
        return operation(out, "setPropagation", "path", path).name("flags").value(MountFlag.names(flags));
    }

    private static JsonWriter mount(Step.MountFileSystem s, JsonWriter out) {
        operation(out, "mount", "type", s.type()).name("source").value(s.source());
        out.name("destination").value(s.destination());
        out.name("flags").value(MountFlag.names(s.flags())).name("data").value(s.data());
        return out.name("copyUp").value(s.copyUp()).name("substitute").value(s.substitute());
    }

    private static JsonWriter bind(Step.Bind s, JsonWriter out) {
        operation(out, "bind", "source", s.source()).name("destination").value(s.destination());
        out.name("recursive").value(s.recursive());
        out.name("flags").value(MountFlag.names(s.set()));
        out.name("cleared").value(MountFlag.names(s.cleared()));
        mappings(out.name("uidMappings"), s.mappings().uids());
        return mappings(out.name("gidMappings"), s.mappings().gids());
    }

    private static JsonWriter mappings(JsonWriter out, List<IdMapping> mappings) {
        out.array();
        for (IdMapping mapping : mappings) {
            out.object().name("containerID").value(mapping.containerId());
            out.name("hostID")
                    .value(mapping.hostId())
                    .name("size")
                    .value(mapping.size())
                    .end();
        }
        return out.end();
    }
}
