package dev.pinisi.oci.resctrl;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.util.List;

/**
 * What is remembered of a container's groups.
 *
 * @param joined the directories of those that its processes are in, that of the class of service first
 * @param own the directories of those that go with the container, the inner first
 */
public record ResctrlGroups(List<String> joined, List<String> own) {
    public static final ResctrlGroups NONE = new ResctrlGroups(List.of(), List.of());

    public byte[] json() {
        JsonWriter out = new JsonWriter().object();
        return out.name("joined").value(joined).name("own").value(own).end().bytes();
    }

    public static ResctrlGroups read(JsonCursor groups) {
        return new ResctrlGroups(
                groups.field("joined").strings(), groups.field("own").strings());
    }
}
