package dev.pinisi.engine;

import dev.pinisi.storage.Finding;
import java.util.List;

/**
 * What a check found.
 *
 * @param found what should not be there
 * @param removed what of it is gone by now
 */
public record CheckReport(List<Finding> found, List<Finding> removed) {
    public CheckReport {
        found = List.copyOf(found);
        removed = List.copyOf(removed);
    }

    /** Whether something is lost or not what it was. What killed processes left over is no damage. */
    public boolean isDamaged() {
        for (Finding finding : found) {
            if (finding.kind() == Finding.Kind.DAMAGED || finding.kind() == Finding.Kind.MISSING) {
                return true;
            }
        }
        return false;
    }
}
