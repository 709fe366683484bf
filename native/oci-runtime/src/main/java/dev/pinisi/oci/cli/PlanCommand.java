package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupHost;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.PlanOptions;
import dev.pinisi.oci.plan.Planner;
import dev.pinisi.oci.plan.Step;
import dev.pinisi.oci.plan.StepText;

/** {@code plan}: prints what create would do, and does nothing. */
final class PlanCommand {
    private static final String ANY_ID = "planned";

    private PlanCommand() {}

    static int run(Invocation invocation) {
        Flags flags = invocation.flags("bundle/b=", "no-pivot", "no-new-keyring");
        String given = flags.rest().isEmpty() ? "." : flags.rest().get(0);
        String bundle = CreateCommand.absolute(flags.value("bundle", given));
        Config config = Config.read(JsonCursor.parse(FileContents.read(bundle + "/config.json")));
        CgroupHost host = HostCgroups.read();
        CgroupPlan cgroups = HostCgroups.plan(config.linux().source(), host, ANY_ID, invocation.log());
        HostFacts facts = new HostFacts(Credentials.permitted(), cgroups.place(), host.unifiedOnly());
        PlanOptions options =
                new PlanOptions(ANY_ID, bundle, flags.has("no-pivot"), !flags.has("no-new-keyring"), true);
        Output.write(text(Planner.plan(config, facts, options), cgroups));
        return 0;
    }

    private static String text(Plan plan, CgroupPlan cgroups) {
        StringBuilder text = new StringBuilder();
        for (String warning : plan.warnings()) {
            text.append("warning: ").append(warning).append('\n');
        }
        text.append("runtime:\n");
        for (Step.JoinNamespace join : plan.joinsBefore()) {
            text.append("  ").append(StepText.of(join)).append(" while starting the container's process\n");
        }
        text.append("  start a process in new namespaces: ");
        text.append(StepText.namespaces(plan.newNamespaces())).append('\n');
        for (CgroupStep step : cgroups.steps()) {
            text.append("  ").append(step.describe()).append('\n');
        }
        text.append("container's process:\n");
        for (Step step : plan.steps()) {
            text.append("  ").append(StepText.of(step)).append('\n');
        }
        return text.toString();
    }
}
