package dev.pinisi.oci.seccomp;

import org.jspecify.annotations.Nullable;

/**
 * What the rules say, by the names of system calls; the same for all architectures.
 *
 * <p>A hash table of its own, so that names are looked up as parts of longer texts: the tables of system calls have
 * hundreds of names for every one that is asked for, and are read once.
 */
final class Profile {
    /** A system call that some rule names. */
    static final class Call {
        private final String name;
        private final Decision decision = new Decision();
        private final @Nullable Call next;
        private @Nullable Enum<?> seenBy;

        Call(String name, @Nullable Call next) {
            this.name = name;
            this.next = next;
        }

        /** What happens to it; without a branch if all its rules have the default action. */
        Decision decision() {
            return decision;
        }

        /** Whether that reader meets it for the first time. One reader reads to its end before the next starts. */
        boolean isNewTo(Enum<?> reader) {
            boolean isNew = seenBy != reader;
            seenBy = reader;
            return isNew;
        }
    }

    private static final int BUCKETS = 1024;

    private final int defaultAction;
    private final @Nullable Call[] buckets = new Call[BUCKETS];

    Profile(int defaultAction) {
        this.defaultAction = defaultAction;
    }

    int defaultAction() {
        return defaultAction;
    }

    void add(Rule rule) {
        for (String name : rule.names()) {
            Call call = find(name, 0, name.length(), name.hashCode());
            if (call == null) {
                int bucket = name.hashCode() & (BUCKETS - 1);
                call = new Call(name, buckets[bucket]);
                buckets[bucket] = call;
            }
            if (rule.action() != defaultAction) {
                for (var conditions : rule.alternatives()) {
                    call.decision.add(conditions, rule.action());
                }
            }
        }
    }

    /**
     * The call whose name is that part of a text, if a rule names it.
     *
     * @param hash {@link String#hashCode} of the part
     */
    @Nullable
    Call find(String text, int start, int end, int hash) {
        Call call = buckets[hash & (BUCKETS - 1)];
        while (call != null && !(call.name.length() == end - start && text.startsWith(call.name, start))) {
            call = call.next;
        }
        return call;
    }
}
