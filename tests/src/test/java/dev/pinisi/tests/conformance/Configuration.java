package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A config.json that tests change. JSON is written with single quotes. */
public final class Configuration {
    private static final String MINIMAL = """
            {'ociVersion': '1.0.2',
             'process': {'args': ['true'], 'cwd': '/', 'env': ['PATH=/bin'], 'user': {'uid': 0, 'gid': 0},
               'capabilities': {'bounding': ['CAP_KILL', 'CAP_CHOWN'], 'effective': ['CAP_KILL', 'CAP_CHOWN'],
                                'permitted': ['CAP_KILL', 'CAP_CHOWN']}},
             'root': {'path': 'rootfs'},
             'mounts': [{'destination': '/proc', 'type': 'proc', 'source': 'proc'},
                        {'destination': '/dev', 'type': 'tmpfs', 'source': 'tmpfs',
                         'options': ['nosuid', 'strictatime', 'mode=755', 'size=65536k']},
                        {'destination': '/dev/pts', 'type': 'devpts', 'source': 'devpts',
                         'options': ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620']}],
             'linux': {'namespaces': [{'type': 'pid'}, {'type': 'mount'}, {'type': 'ipc'}, {'type': 'uts'},
                                      {'type': 'network'}]}}
            """;

    private Json document = parse(MINIMAL);

    private static Json parse(String json) {
        return Json.parse(json.replace('\'', '"').getBytes(UTF_8));
    }

    /** Sets a member, such as {@code process.cwd}; objects on the way are made. */
    public Configuration set(String path, String json) {
        document = with(document, List.of(path.split("\\.")), parse(json));
        return this;
    }

    /** Removes a member of the document. */
    public Configuration remove(String member) {
        Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) document).members());
        members.remove(member);
        document = new Json.Obj(members);
        return this;
    }

    /** Adds to an array. */
    public Configuration add(String path, String json) {
        List<Json> elements = new ArrayList<>();
        Json found = document;
        for (String name : path.split("\\.")) {
            found = found instanceof Json.Obj object ? object.members().getOrDefault(name, Json.NULL) : Json.NULL;
        }
        if (found instanceof Json.Arr array) {
            elements.addAll(array.elements());
        }
        elements.add(parse(json));
        document = with(document, List.of(path.split("\\.")), new Json.Arr(elements));
        return this;
    }

    public Configuration shell(String script) {
        document = with(
                document,
                List.of("process", "args"),
                new Json.Arr(List.of(new Json.Str("sh"), new Json.Str("-c"), new Json.Str(script))));
        return this;
    }

    public byte[] bytes() {
        return new JsonWriter().value(document).bytes();
    }

    private static Json with(Json in, List<String> path, Json value) {
        if (path.isEmpty()) {
            return value;
        }
        Map<String, Json> members = new LinkedHashMap<>(in instanceof Json.Obj object ? object.members() : Map.of());
        Json child = members.getOrDefault(path.getFirst(), Json.NULL);
        members.put(path.getFirst(), with(child, path.subList(1, path.size()), value));
        return new Json.Obj(members);
    }
}
