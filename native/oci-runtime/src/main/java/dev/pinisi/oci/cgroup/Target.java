package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The control groups that limits are written for, and the steps so far. */
final class Target {
    private final CgroupHost host;
    private final CgroupPlace place;
    private final List<CgroupStep> steps;

    Target(CgroupHost host, CgroupPlace place) {
        this.host = host;
        this.place = place;
        this.steps = new ArrayList<>();
    }

    List<CgroupStep> steps() {
        return steps;
    }

    /** Whether that controller is one of version 2's here. */
    boolean isUnified(String controller) {
        return host.unifiedOnly()
                || host.controlling(controller).map(Hierarchy::unified).orElse(false);
    }

    /** The file of a controller's directory, or an error at the member that needs it. */
    String file(String controller, String name, JsonCursor member) {
        return directory(controller, member) + "/" + name;
    }

    String directory(String controller, JsonCursor member) {
        Optional<String> directory = isUnified(controller) ? place.unified() : place.directory(controller);
        if (directory.isEmpty()
                || (host.unifiedOnly() && host.controlling(controller).isEmpty())) {
            throw member.fail("this host has no cgroup controller \"" + controller
                    + "\": remove the limit, or enable the controller");
        }
        return directory.get();
    }

    String unifiedDirectory(JsonCursor member) {
        if (!host.unifiedOnly()) {
            throw member.fail("needs cgroup v2, which this host does not use: remove it");
        }
        return place.unified().orElseThrow();
    }

    CgroupStep.Write write(String file, String value, JsonCursor member) {
        return new CgroupStep.Write(file, value, member.path());
    }

    void add(CgroupStep step) {
        steps.add(step);
    }

    void addWrite(String file, String value, JsonCursor member) {
        steps.add(write(file, value, member));
    }

    void addFirst(JsonCursor member, CgroupStep.Write... choices) {
        steps.add(new CgroupStep.WriteFirst(List.of(choices), member.path()));
    }
}
