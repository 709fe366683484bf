package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.CapabilityConfig;
import dev.pinisi.oci.config.LandlockRule;
import dev.pinisi.oci.config.LinuxConfig;
import dev.pinisi.oci.config.MemoryPolicyConfig;
import dev.pinisi.oci.config.ProcessConfig;
import dev.pinisi.oci.config.Rlimit;
import dev.pinisi.oci.config.SchedulingConfig;
import dev.pinisi.oci.config.UserConfig;
import java.util.List;

/** Steps from a privileged process to the one asked for: the same for a container's first process and for exec. */
final class ProcessPlanner {
    private static final int DEFAULT_UMASK = 0022;

    private final ProcessConfig process;
    private final HostFacts facts;
    private final StepList steps;
    private final List<String> warnings;

    ProcessPlanner(ProcessConfig process, HostFacts facts, StepList steps, List<String> warnings) {
        this.process = process;
        this.facts = facts;
        this.steps = steps;
        this.warnings = warnings;
    }

    static void oomScore(ProcessConfig process, StepList steps) {
        if (process.oomScoreAdj().isPresent()) {
            steps.from("process.oomScoreAdj")
                    .add(new Step.OomScore(process.oomScoreAdj().get()));
        }
    }

    /** The same for all processes of a container. */
    static void domain(LinuxConfig linux, StepList steps) {
        if (linux.memoryPolicy().isPresent()) {
            MemoryPolicyConfig policy = linux.memoryPolicy().get();
            steps.from("linux.memoryPolicy").add(new Step.MemoryPolicy(policy.mode(), policy.nodes()));
        }
        if (linux.personality() >= 0) {
            steps.from("linux.personality").add(new Step.Personality(linux.personality()));
        }
    }

    void limits() {
        List<Rlimit> limits = process.rlimits();
        for (int i = 0; i < limits.size(); i++) {
            Rlimit limit = limits.get(i);
            steps.from("process.rlimits", i)
                    .add(new Step.Limit(limit.type(), limit.resource(), limit.soft(), limit.hard()));
        }
        SchedulingConfig s = process.scheduling();
        if (s.policy() >= 0) {
            steps.from("process.scheduler")
                    .add(new Step.Scheduler(
                            s.policy(), s.nice(), s.priority(), s.flags(), s.runtime(), s.deadline(), s.period()));
        }
        if (s.ioPriority() >= 0) {
            steps.from("process.ioPriority").add(new Step.IoPriority(s.ioPriority()));
        }
    }

    /** A filter needs CAP_SYS_ADMIN or no_new_privs: without the latter it is installed before privileges go. */
    void identity(boolean filtered, List<LandlockRule> landlock) {
        label("process.apparmorProfile", "apparmor", process.apparmorProfile());
        label("process.selinuxLabel", "selinux", process.selinuxLabel());
        if (!landlock.isEmpty()) {
            steps.from("annotations." + LandlockRule.ANNOTATION).add(new Step.Landlock(landlock));
        }
        if (process.noNewPrivileges()) {
            steps.from("process.noNewPrivileges").add(new Step.NoNewPrivileges());
        } else if (filtered) {
            steps.from("linux.seccomp").add(new Step.Filter());
        }
        CapabilityConfig sets = process.capabilities().orElse(CapabilityConfig.NONE);
        steps.from("process.capabilities.bounding").add(new Step.BoundingSet(mask("bounding", sets.bounding())));
        identity(process.user());
        steps.from("process.capabilities").add(capabilities(sets));
        steps.from("process.cwd").add(new Step.WorkingDirectory(process.cwd()));
        steps.from("process.args")
                .add(new Step.FindProgram(
                        process.args().get(0), process.env(), process.user().uid()));
    }

    void execute(boolean filtered) {
        if (filtered && process.noNewPrivileges()) {
            steps.from("linux.seccomp").add(new Step.Filter());
        }
        steps.from("process.args").add(new Step.Execute(process.args()));
    }

    private void label(String member, String module, String value) {
        if (!value.isEmpty()) {
            steps.from(member).add(new Step.ExecLabel(module, value));
        }
    }

    private void identity(UserConfig user) {
        int umask = user.umask() < 0 ? DEFAULT_UMASK : user.umask();
        steps.from("process.user").add(new Step.Identity(user.uid(), user.gid(), user.additionalGids(), umask));
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
