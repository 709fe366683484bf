package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.CapabilityConfig;
import dev.pinisi.oci.config.LinuxConfig;
import dev.pinisi.oci.config.ProcessConfig;
import dev.pinisi.oci.config.Rlimit;
import dev.pinisi.oci.config.SchedulingConfig;
import dev.pinisi.oci.config.UserConfig;
import java.util.ArrayList;
import java.util.List;

/** Steps from a privileged process to the one asked for: the same for a container's first process and for exec. */
public final class ProcessPlanner {
    private static final int DEFAULT_UMASK = 0022;

    private final ProcessConfig process;
    private final HostFacts facts;
    private final List<Step> steps;
    private final List<String> warnings;

    public ProcessPlanner(ProcessConfig process, HostFacts facts, List<Step> steps, List<String> warnings) {
        this.process = process;
        this.facts = facts;
        this.steps = steps;
        this.warnings = warnings;
    }

    /** The steps of a further process in a running container. */
    public static Plan exec(ProcessConfig process, HostFacts facts, boolean filtered) {
        List<Step> steps = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (process.terminal()) {
            steps.add(new Step.Console(process.consoleHeight(), process.consoleWidth(), false));
        }
        ProcessPlanner planner = new ProcessPlanner(process, facts, steps, warnings);
        planner.limits();
        planner.identity(filtered);
        planner.execute(filtered);
        return new Plan(List.of(), 0, steps, warnings);
    }

    /** To be done while the host's /proc is still there. */
    public static void oomScore(ProcessConfig process, List<Step> steps) {
        if (process.oomScoreAdj().isPresent()) {
            steps.add(new Step.OomScore(process.oomScoreAdj().get()));
        }
    }

    /** The same for all processes of a container. */
    public static void personality(LinuxConfig linux, List<Step> steps) {
        if (linux.personality() >= 0) {
            steps.add(new Step.Personality(linux.personality()));
        }
    }

    void limits() {
        for (Rlimit limit : process.rlimits()) {
            steps.add(new Step.Limit(limit.type(), limit.resource(), limit.soft(), limit.hard()));
        }
        SchedulingConfig s = process.scheduling();
        if (s.policy() >= 0) {
            steps.add(new Step.Scheduler(
                    s.policy(), s.nice(), s.priority(), s.flags(), s.runtime(), s.deadline(), s.period()));
        }
        if (s.ioPriority() >= 0) {
            steps.add(new Step.IoPriority(s.ioPriority()));
        }
    }

    /** A filter needs CAP_SYS_ADMIN or no_new_privs: without the latter it is installed before privileges go. */
    void identity(boolean filtered) {
        label("apparmor", process.apparmorProfile());
        label("selinux", process.selinuxLabel());
        if (process.noNewPrivileges()) {
            steps.add(new Step.NoNewPrivileges());
        } else if (filtered) {
            steps.add(new Step.Filter());
        }
        UserConfig user = process.user();
        if (process.capabilities().isPresent()) {
            CapabilityConfig sets = process.capabilities().get();
            steps.add(new Step.BoundingSet(mask("bounding", sets.bounding())));
            identity(user);
            steps.add(capabilities(sets));
        } else {
            identity(user);
        }
        steps.add(new Step.WorkingDirectory(process.cwd()));
        steps.add(new Step.FindProgram(
                process.args().get(0), process.env(), process.user().uid()));
    }

    void execute(boolean filtered) {
        if (filtered && process.noNewPrivileges()) {
            steps.add(new Step.Filter());
        }
        steps.add(new Step.Execute(process.args()));
    }

    private void label(String module, String value) {
        if (!value.isEmpty()) {
            steps.add(new Step.ExecLabel(module, value));
        }
    }

    private void identity(UserConfig user) {
        int umask = user.umask() < 0 ? DEFAULT_UMASK : user.umask();
        steps.add(new Step.Identity(user.uid(), user.gid(), user.additionalGids(), umask));
    }

    /** The sets nest: effective in permitted, ambient in permitted and inheritable. */
    private Step.Capabilities capabilities(CapabilityConfig sets) {
        long permitted = mask("permitted", sets.permitted());
        long inheritable = mask("inheritable", sets.inheritable());
        long effective = mask("effective", sets.effective()) & permitted;
        long ambient = mask("ambient", sets.ambient()) & permitted & inheritable;
        return new Step.Capabilities(effective, permitted, inheritable, ambient);
    }

    private long mask(String set, List<String> names) {
        long mask = 0;
        for (String name : names) {
            int number = CapabilityNames.number(name);
            if (number < 0) {
                warn("unknown capability " + name + " in " + set + " is ignored");
            } else if ((facts.permittedCapabilities() >> number & 1) == 0) {
                warn("capability " + name + " is not available here and is left out");
            } else {
                mask |= 1L << number;
            }
        }
        return mask;
    }

    private void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }
}
