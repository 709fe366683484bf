package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * A program to run.
 *
 * @param args with the program's name first
 * @param timeoutSeconds 0 for none
 */
public record Hook(String path, List<String> args, List<String> env, int timeoutSeconds) {

    static List<Hook> readAll(JsonCursor hooks) {
        List<Hook> list = new ArrayList<>();
        for (JsonCursor hook : hooks.elements()) {
            list.add(read(hook));
        }
        return list;
    }

    private static Hook read(JsonCursor hook) {
        String path = Checks.absolute(hook.field("path"));
        List<String> args = hook.field("args").strings();
        JsonCursor timeout = hook.field("timeout");
        if (timeout.isPresent() && timeout.intValue() <= 0) {
            throw timeout.fail("must be above 0");
        }
        return new Hook(
                path, args.isEmpty() ? List.of(path) : args, hook.field("env").strings(), timeout.intOr(0));
    }
}
