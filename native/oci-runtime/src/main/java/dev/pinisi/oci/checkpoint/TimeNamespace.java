package dev.pinisi.oci.checkpoint;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.execute.ContainerDesign;
import dev.pinisi.oci.kernel.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CRIU restores into a time namespace, in which the monotonic clock goes on. Whatever else enters the container has to as well. */
final class TimeNamespace {
    private TimeNamespace() {}

    /** The container's configuration, with that namespace if there is one. */
    static byte[] noted(ContainerDesign design, int pid) {
        boolean same = link("/proc/self/ns/time").equals(link("/proc/" + pid + "/ns/time"));
        if (same || design.config().linux().has(NamespaceKind.TIME)) {
            return design.document();
        }
        Map<String, Json> document = members(Json.parse(design.document()));
        Map<String, Json> linux = members(document.getOrDefault("linux", Json.NULL));
        List<Json> namespaces = new ArrayList<>();
        if (linux.get("namespaces") instanceof Json.Arr array) {
            namespaces.addAll(array.elements());
        }
        namespaces.add(new Json.Obj(Map.of("type", new Json.Str(NamespaceKind.TIME.type()))));
        linux.put("namespaces", new Json.Arr(namespaces));
        document.put("linux", new Json.Obj(linux));
        return new JsonWriter().value(new Json.Obj(document)).bytes();
    }

    private static Map<String, Json> members(Json value) {
        return value instanceof Json.Obj object ? new LinkedHashMap<>(object.members()) : new LinkedHashMap<>();
    }

    private static String link(String path) {
        return Files.readLink(Files.AT_FDCWD, path);
    }
}
