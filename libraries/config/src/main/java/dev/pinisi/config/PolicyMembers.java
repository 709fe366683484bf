package dev.pinisi.config;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The members of one object of a policy, each to be taken once; what is left over at the end is an error. */
final class PolicyMembers {
    private final JsonCursor object;
    private final Map<String, JsonCursor> left;

    PolicyMembers(JsonCursor object) {
        if (!object.isPresent()) {
            throw object.fail("missing");
        }
        this.object = object;
        left = object.fields();
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    /** Takes a member that must be there and not be null. */
    JsonCursor required(String name) {
        JsonCursor member = left.remove(name);
        if (member == null || !member.isPresent()) {
            throw object.field(name).fail("missing");
        }
        return member;
    }

    /** Takes a string that must be there and not be empty. */
    String text(String name) {
        JsonCursor member = required(name);
        if (member.string().isEmpty()) {
            throw member.fail("must not be empty");
        }
        return member.string();
    }

    /** Takes the identity that signatures must claim; without one it is the documented default. */
    SignedIdentity identity() {
        return has("signedIdentity")
                ? SignedIdentityReader.read(required("signedIdentity"))
                : new SignedIdentity.MatchRepoDigestOrExact();
    }

    /**
     * Takes the keys that one of these members gives: {@code …Path} a file, {@code …Paths} several, {@code …Data} it
     * itself, {@code …Datas} several.
     *
     * @return none if none of the members is there
     * @throws JsonException if two of them are
     */
    List<PolicyKey> keys(String file, String... names) {
        List<PolicyKey> keys = new ArrayList<>();
        String given = "";
        for (String name : names) {
            if (!has(name)) {
                continue;
            }
            if (!given.isEmpty()) {
                throw fail(given + " and " + name + " exclude each other");
            }
            given = name;
            boolean several = name.endsWith("s");
            List<JsonCursor> values = several ? required(name).elements() : List.of(required(name));
            if (values.isEmpty()) {
                throw object.field(name).fail("must not be empty");
            }
            for (JsonCursor value : values) {
                keys.add(key(file, name, value));
            }
        }
        return List.copyOf(keys);
    }

    private static PolicyKey key(String file, String name, JsonCursor value) {
        if (value.string().isEmpty()) {
            throw value.fail("must not be empty");
        }
        boolean path = name.endsWith("Path") || name.endsWith("Paths");
        return path
                ? new PolicyKey.File(Path.of(value.string()))
                : new PolicyKey.Inline(file + ": " + value.path(), value.string());
    }

    /** Refuses whatever was not taken. */
    void end() {
        for (String name : left.keySet()) {
            throw fail("the member \"" + name + "\" is not known");
        }
    }

    JsonException fail(String problem) {
        return object.fail(problem);
    }
}
