package dev.pinisi.oci.seccomp;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code seccomp.syscalls}.
 *
 * @param names the system calls it is about
 * @param action what happens to a call if one of the alternatives holds
 * @param alternatives each a list of conditions that must all hold; one empty list if the rule has no conditions
 */
record Rule(List<String> names, int action, List<List<Condition>> alternatives) {

    static Rule read(JsonCursor syscall) {
        List<String> names = syscall.field("names").strings();
        if (names.isEmpty()) {
            throw syscall.field("names").fail("at least one system call expected");
        }
        int action = Action.read(syscall.field("action"), syscall.field("errnoRet"));
        if (action == Action.NOTIFY && names.contains("write")) {
            // a supervisor that is still to be told of the filter could never be told
            throw syscall.field("action").fail("SCMP_ACT_NOTIFY cannot be used for write");
        }
        return new Rule(names, action, alternatives(syscall.field("args")));
    }

    /**
     * All conditions must hold, unless two are about the same argument: then one is enough. The specification only has
     * the former; profiles in use depend on the latter, which every runtime does.
     */
    private static List<List<Condition>> alternatives(JsonCursor args) {
        List<Condition> conditions = new ArrayList<>();
        int seen = 0;
        boolean repeated = false;
        for (JsonCursor arg : args.elements()) {
            Condition condition = Condition.read(arg);
            repeated |= (seen & 1 << condition.argument()) != 0;
            seen |= 1 << condition.argument();
            conditions.add(condition);
        }
        List<List<Condition>> alternatives = new ArrayList<>();
        if (!repeated) {
            alternatives.add(conditions);
            return alternatives;
        }
        for (Condition condition : conditions) {
            alternatives.add(List.of(condition));
        }
        return alternatives;
    }
}
