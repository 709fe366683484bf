package dev.pinisi.oci.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens to the calls of one number: the first branch whose conditions hold decides, else the default action.
 *
 * <p>As with libseccomp, a rule without conditions replaces those with conditions, whatever their order, and is not
 * replaced itself.
 */
final class Decision {
    /** Conditions that must all hold, and what happens then. */
    record Branch(List<Condition> conditions, int action) {}

    private final List<Branch> branches = new ArrayList<>();
    private boolean settled;

    void add(List<Condition> conditions, int action) {
        if (settled) {
            return;
        }
        if (conditions.isEmpty()) {
            settled = true;
            branches.clear();
        }
        branches.add(new Branch(conditions, action));
    }

    List<Branch> branches() {
        return branches;
    }
}
