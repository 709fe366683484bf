package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/** The hooks of a container (runtime specification, "POSIX-platform Hooks"). */
public record Hooks(
        List<Hook> prestart,
        List<Hook> createRuntime,
        List<Hook> createContainer,
        List<Hook> startContainer,
        List<Hook> poststart,
        List<Hook> poststop) {

    static Hooks read(JsonCursor hooks) {
        return new Hooks(
                Hook.readAll(hooks.field("prestart")),
                Hook.readAll(hooks.field("createRuntime")),
                Hook.readAll(hooks.field("createContainer")),
                Hook.readAll(hooks.field("startContainer")),
                Hook.readAll(hooks.field("poststart")),
                Hook.readAll(hooks.field("poststop")));
    }

    /** Whether something is to run on the host before the root is changed. */
    public boolean hasRuntimeHooks() {
        return !prestart.isEmpty() || !createRuntime.isEmpty();
    }
}
