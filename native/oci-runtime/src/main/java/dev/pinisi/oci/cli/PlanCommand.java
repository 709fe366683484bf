package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupHost;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.execute.ContainerScope;
import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.execute.HostResctrl;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.plan.CgroupOwnership;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.LineDifference;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.PlanJson;
import dev.pinisi.oci.plan.PlanOptions;
import dev.pinisi.oci.plan.PlanText;
import dev.pinisi.oci.plan.Planner;
import dev.pinisi.oci.resctrl.ResctrlStep;
import dev.pinisi.oci.systemd.Scope;
import java.util.List;
import java.util.Optional;

/** {@code plan}: prints what create would do, and does nothing. */
final class PlanCommand {
    /** What two bundles' paths are in a comparison: that they lie apart is no difference. */
    private static final String ANY_BUNDLE = "BUNDLE";

    private static final String ANY_ID = "planned";
    private static final int DIFFERENT = 1;

    private final Invocation invocation;
    private final Flags flags;
    private final CgroupHost host = HostCgroups.read();

    private PlanCommand(Invocation invocation) {
        this.invocation = invocation;
        flags = invocation.flags("bundle/b=", "format/f=", "diff", "no-pivot", "no-new-keyring");
    }

    static int run(Invocation invocation) {
        PlanCommand command = new PlanCommand(invocation);
        return command.flags.has("diff") ? command.compare() : command.print();
    }

    private int print() {
        boolean json = switch (flags.value("format", "text")) {
            case "text" -> false;
            case "json" -> true;
            default -> throw new UsageException("plan: --format is text or json");
        };
        String given = flags.rest().isEmpty() ? "." : flags.rest().get(0);
        String bundle = CreateCommand.absolute(flags.value("bundle", given));
        Config config = config(bundle);
        CgroupPlan cgroups = cgroups(config);
        Plan plan = plan(config, cgroups, bundle);
        List<ResctrlStep> resctrl = HostResctrl.plan(config, ANY_ID);
        Output.write(json ? PlanJson.of(plan, cgroups, resctrl) : PlanText.of(plan, cgroups, resctrl));
        return 0;
    }

    private int compare() {
        List<String> bundles = flags.rest();
        if (bundles.size() != 2) {
            throw new UsageException("plan: --diff compares two bundles, or two configurations");
        }
        String difference = LineDifference.of(comparable(bundles.get(0)), comparable(bundles.get(1)));
        Output.write(difference);
        return difference.isEmpty() ? 0 : DIFFERENT;
    }

    private String comparable(String path) {
        Config config = config(CreateCommand.absolute(path));
        CgroupPlan cgroups = cgroups(config);
        return PlanText.of(plan(config, cgroups, ANY_BUNDLE), cgroups, HostResctrl.plan(config, ANY_ID));
    }

    private static Config config(String path) {
        String file = path.endsWith(".json") ? path : path + "/config.json";
        return Config.read(JsonCursor.parse(FileContents.read(file)));
    }

    private CgroupPlan cgroups(Config config) {
        JsonCursor linux = config.linux().source();
        Optional<Scope> scope =
                ContainerScope.of(invocation.systemd(), linux, ANY_ID).map(ContainerScope::scope);
        CgroupPlan plan = HostCgroups.plan(linux, host, ANY_ID, scope, invocation.log());
        return CgroupOwnership.plan(plan, config, host.unifiedOnly());
    }

    private Plan plan(Config config, CgroupPlan cgroups, String bundle) {
        HostFacts facts = new HostFacts(Credentials.permitted(), cgroups.place(), host.unifiedOnly());
        return Planner.plan(
                config,
                facts,
                new PlanOptions(ANY_ID, bundle, flags.has("no-pivot"), !flags.has("no-new-keyring"), true));
    }
}
