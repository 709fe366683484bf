package dev.pinisi.oci.execute;

import dev.pinisi.json.JsonWriter;
import java.util.Map;

/** The runtime specification's state of a container, as hooks get it. */
public record HookState(String ociVersion, String id, String bundle, Map<String, String> annotations) {

    /** The document, for that status and process. */
    public byte[] json(String status, int pid) {
        JsonWriter out = new JsonWriter().object();
        out.name("ociVersion").value(ociVersion);
        out.name("id").value(id);
        out.name("status").value(status);
        if (pid > 0) {
            out.name("pid").value(pid);
        }
        out.name("bundle").value(bundle);
        if (!annotations.isEmpty()) {
            out.name("annotations").value(annotations);
        }
        return out.end().bytes();
    }
}
