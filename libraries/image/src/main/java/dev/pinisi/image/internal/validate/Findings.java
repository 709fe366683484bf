package dev.pinisi.image.internal.validate;

import dev.pinisi.image.ImageValidation.Finding;
import dev.pinisi.image.ImageValidation.Severity;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong. */
final class Findings {
    /** A hostile image could be wrong in millions of places. */
    private static final int MOST = 1000;

    private final List<Finding> all = new ArrayList<>();

    void error(String where, String problem) {
        add(Severity.ERROR, where, problem);
    }

    void warning(String where, String problem) {
        add(Severity.WARNING, where, problem);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    private void add(Severity severity, String where, String problem) {
        if (all.size() < MOST) {
            all.add(new Finding(severity, where, problem));
        }
    }
}
