package dev.pinisi.oci.resctrl;

import dev.pinisi.oci.config.IntelRdtConfig;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code linux.intelRdt} into steps (runtime specification, config-linux.md, "IntelRdt"). */
public final class ResctrlPlanner {
    private static final String MEMBER = "linux.intelRdt";
    private static final String NAME = MEMBER + ".closID";
    private static final String DEFAULT_CLASS = "/";

    private ResctrlPlanner() {}

    /**
     * The steps for a container.
     *
     * @param mountPoint of resctrl
     * @param id the container's
     */
    public static List<ResctrlStep> plan(IntelRdtConfig config, String mountPoint, String id) {
        List<ResctrlStep> steps = new ArrayList<>();
        boolean named = !config.closId().isEmpty();
        boolean usual = config.closId().equals(DEFAULT_CLASS);
        String directory = usual ? mountPoint : mountPoint + "/" + (named ? config.closId() : id);
        String source = named ? NAME : MEMBER;
        if (usual || (named && config.schemata().isEmpty())) {
            steps.add(new ResctrlStep.RequireGroup(directory, source));
        } else {
            steps.add(new ResctrlStep.MakeGroup(directory, !named, source));
        }
        if (named && !config.expected().isEmpty()) {
            steps.add(new ResctrlStep.RequireSchemata(directory, config.expected(), MEMBER));
        }
        if (!config.schemata().isEmpty()) {
            steps.add(new ResctrlStep.WriteSchemata(directory, config.schemata(), MEMBER));
        }
        steps.add(new ResctrlStep.AddProcess(directory, source));
        if (config.monitoring()) {
            String monitored = directory + "/mon_groups/" + id;
            steps.add(new ResctrlStep.MakeGroup(monitored, true, MEMBER + ".enableMonitoring"));
            steps.add(new ResctrlStep.AddProcess(monitored, MEMBER + ".enableMonitoring"));
        }
        return steps;
    }
}
