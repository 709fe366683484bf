package dev.pinisi.oci.plan;

import java.util.ArrayList;
import java.util.List;

/** Steps as they are planned, each with the place in config.json that it comes from. */
final class StepList {
    private final List<Step> steps = new ArrayList<>(80);
    private final List<Source> sources = new ArrayList<>(80);
    private Source source = Source.RUNTIME;

    /** What is added from now on comes from there. */
    StepList from(String path) {
        return from(path, -1);
    }

    /** What is added from now on comes from that element of an array. */
    StepList from(String path, int index) {
        source = new Source(path, index);
        return this;
    }

    /** What is added from now on is done whatever the configuration says. */
    StepList fromRuntime() {
        source = Source.RUNTIME;
        return this;
    }

    void add(Step step) {
        steps.add(step);
        sources.add(source);
    }

    List<Step> steps() {
        return steps;
    }

    List<Source> sources() {
        return sources;
    }
}
