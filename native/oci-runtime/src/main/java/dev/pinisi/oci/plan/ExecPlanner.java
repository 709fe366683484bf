package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceConfig;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.config.ProcessConfig;
import java.util.ArrayList;
import java.util.List;

/** Plans a further process in a container that runs. */
public final class ExecPlanner {
    private ExecPlanner() {}

    /**
     * The steps of that process.
     *
     * @param config the container's
     * @param pid of the container's first process
     * @param pidfd of the same
     */
    public static Plan plan(Config config, ProcessConfig process, HostFacts facts, int pid, int pidfd) {
        List<Step.JoinNamespace> before = new ArrayList<>();
        long kinds = 0;
        for (NamespaceConfig namespace : config.linux().namespaces()) {
            if (namespace.kind() == NamespaceKind.PID) {
                before.add(new Step.JoinNamespace(NamespaceKind.PID, "/proc/" + pid + "/ns/pid"));
            } else {
                kinds |= namespace.kind().flag();
            }
        }
        StepList steps = new StepList();
        List<String> warnings = new ArrayList<>();
        ProcessPlanner.oomScore(process, steps);
        affinity("process.execCPUAffinity.initial", process.scheduling().initialCpus(), steps);
        steps.from("linux.cgroupsPath").add(new Step.JoinCgroup());
        affinity("process.execCPUAffinity.final", process.scheduling().finalCpus(), steps);
        steps.from("linux.namespaces").add(new Step.EnterContainer(pidfd, kinds));
        if ((kinds & NamespaceKind.USER.flag()) != 0) {
            steps.add(new Step.BecomeNamespaceRoot());
        }
        ProcessPlanner.domain(config.linux(), steps);
        if (process.terminal()) {
            steps.from("process.terminal")
                    .add(new Step.Console(process.consoleHeight(), process.consoleWidth(), false));
        }
        boolean filtered = config.linux().seccomp().isPresent();
        ProcessPlanner planner = new ProcessPlanner(process, facts, steps, warnings);
        planner.limits();
        planner.identity(filtered);
        planner.execute(filtered);
        return new Plan(before, 0, steps.steps(), steps.sources(), warnings);
    }

    private static void affinity(String path, String cpus, StepList steps) {
        if (!cpus.isEmpty()) {
            steps.from(path).add(new Step.CpuAffinity(cpus));
        }
    }
}
