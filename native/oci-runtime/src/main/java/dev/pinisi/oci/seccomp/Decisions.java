package dev.pinisi.oci.seccomp;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happens to each system call of one architecture that the rules name. */
final class Decisions {
    private final SyscallTable syscalls;
    private final int defaultAction;
    private final SortedMap<Integer, Decision> byNumber = new TreeMap<>();
    private int newest = -1;

    Decisions(Architecture architecture, int defaultAction, List<Rule> rules) {
        this.syscalls = architecture.syscalls();
        this.defaultAction = defaultAction;
        for (Rule rule : rules) {
            for (String name : rule.names()) {
                add(name, rule);
            }
        }
    }

    SortedMap<Integer, Decision> byNumber() {
        return byNumber;
    }

    /** The highest number of a system call that the rules name; -1 if none is known here. */
    int newest() {
        return newest;
    }

    /** A name that this architecture does not know is none of its calls: profiles name those of all architectures. */
    private void add(String name, Rule rule) {
        int number = syscalls.number(name);
        newest = Math.max(newest, number);
        if (rule.action() == defaultAction) {
            return;
        }
        for (List<Condition> conditions : rule.alternatives()) {
            if (number >= 0) {
                decision(number).add(conditions, rule.action());
            }
            addMultiplexed(name, conditions, rule.action());
        }
    }

    /**
     * The multiplexers take their callee's arguments through a pointer, which a filter cannot follow. So a rule with
     * conditions does not permit the multiplexed call, but does refuse it.
     */
    private void addMultiplexed(String name, List<Condition> conditions, int action) {
        if (!conditions.isEmpty() && Action.permits(action)) {
            return;
        }
        for (Multiplexer multiplexer : Multiplexer.values()) {
            int number = syscalls.number(multiplexer.syscall());
            int selector = number < 0 ? -1 : multiplexer.selector(name);
            if (selector >= 0) {
                decision(number).add(List.of(Condition.equal(0, selector)), action);
            }
        }
    }

    private Decision decision(int number) {
        Decision decision = byNumber.get(number);
        if (decision == null) {
            decision = new Decision();
            byNumber.put(number, decision);
        }
        return decision;
    }
}
