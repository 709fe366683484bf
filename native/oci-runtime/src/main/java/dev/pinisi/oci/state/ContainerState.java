package dev.pinisi.oci.state;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.util.List;
import java.util.Map;

/**
 * What is known of a container.
 *
 * @param pid of its first process, in the runtime's pid namespace
 * @param startTime of that process in clock ticks since boot: with the pid it names one process for ever
 * @param created RFC 3339, UTC
 * @param uid of who made it
 * @param ownPids whether it has a pid namespace: then its processes end with the first
 * @param poststop whether there are hooks to run after its end
 * @param unit the name of the systemd unit that it is in; empty for none
 * @param cgroups the directories of its control groups, as CgroupPlace has them
 * @param streams what its first three descriptors were links to when it was made; none with a terminal
 */
public record ContainerState(
        String ociVersion,
        String id,
        int pid,
        long startTime,
        String bundle,
        String rootfs,
        String created,
        int uid,
        Map<String, String> annotations,
        boolean ownPids,
        boolean poststop,
        String unit,
        Map<String, String> cgroups,
        List<String> streams) {

    /** The same, for as long as its processes do not end with the first. */
    public ContainerState withoutOwnPids() {
        return new ContainerState(
                ociVersion,
                id,
                pid,
                startTime,
                bundle,
                rootfs,
                created,
                uid,
                annotations,
                false,
                poststop,
                unit,
                cgroups,
                streams);
    }

    byte[] json() {
        JsonWriter out = new JsonWriter().object();
        out.name("ociVersion").value(ociVersion);
        out.name("id").value(id);
        out.name("pid").value(pid);
        out.name("startTime").value(startTime);
        out.name("bundle").value(bundle);
        out.name("rootfs").value(rootfs);
        out.name("created").value(created);
        out.name("uid").value(uid);
        out.name("annotations").value(annotations);
        out.name("ownPids").value(ownPids);
        out.name("poststop").value(poststop);
        out.name("unit").value(unit);
        out.name("cgroups").value(cgroups);
        out.name("streams").value(streams);
        return out.end().bytes();
    }

    static ContainerState read(JsonCursor state) {
        return new ContainerState(
                state.field("ociVersion").string(),
                state.field("id").string(),
                state.field("pid").intValue(),
                state.field("startTime").longValue(),
                state.field("bundle").string(),
                state.field("rootfs").string(),
                state.field("created").string(),
                state.field("uid").intValue(),
                state.field("annotations").stringMap(),
                state.field("ownPids").bool(),
                state.field("poststop").bool(),
                state.field("unit").stringOr(""),
                state.field("cgroups").stringMap(),
                state.field("streams").strings());
    }
}
