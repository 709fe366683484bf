package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.LinuxConfig;
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
        List<Step.JoinNamespace> before = joinsBefore(config.linux(), pid);
        long kinds = 0;
        for (NamespaceConfig namespace : config.linux().namespaces()) {
            kinds |= namespace.kind().flag();
        }
        for (Step.JoinNamespace join : before) {
            kinds &= ~join.kind().flag();
        }
        HostFacts rights = config.linux().has(NamespaceKind.USER) ? facts.inOwnUserNamespace() : facts;
        StepList steps = new StepList();
        List<String> warnings = new ArrayList<>();
        ProcessPlanner.oomScore(process, steps);
        affinity("process.execCPUAffinity.initial", process.scheduling().initialCpus(), steps);
        steps.from("linux.cgroupsPath").add(new Step.JoinCgroup());
        affinity("process.execCPUAffinity.final", process.scheduling().finalCpus(), steps);
        steps.from("linux.namespaces").add(new Step.EnterContainer(pidfd, kinds));
        if (config.linux().has(NamespaceKind.USER)) {
            steps.add(new Step.BecomeNamespaceRoot());
        }
        ProcessPlanner.domain(config.linux(), steps);
        if (process.terminal()) {
            steps.from("process.terminal")
                    .add(new Step.Console(process.consoleHeight(), process.consoleWidth(), false));
        }
        boolean filtered = config.linux().seccomp().isPresent();
        ProcessPlanner planner = new ProcessPlanner(process, rights, steps, warnings);
        planner.limits();
        planner.identity(filtered, config.landlock());
        planner.execute(filtered);
        return new Plan(before, 0, steps.steps(), steps.sources(), warnings);
    }

    private static void affinity(String path, String cpus, StepList steps) {
        if (!cpus.isEmpty()) {
            steps.from(path).add(new Step.CpuAffinity(cpus));
        }
    }

    /**
     * Those that the new process is made in, in this order: what a new user namespace was given of an outer one cannot be
     * entered from inside; the pid namespace, only by a user with rights in the user namespace.
     */
    private static List<Step.JoinNamespace> joinsBefore(LinuxConfig linux, int pid) {
        List<Step.JoinNamespace> joins = new ArrayList<>();
        for (NamespaceConfig namespace : linux.namespaces()) {
            boolean ofProcess = namespace.kind() == NamespaceKind.PID || namespace.kind() == NamespaceKind.MOUNT;
            if (!namespace.isNew() && !ofProcess && linux.creates(NamespaceKind.USER)) {
                joins.add(join(namespace.kind(), pid));
            }
        }
        if (linux.has(NamespaceKind.USER)) {
            joins.add(join(NamespaceKind.USER, pid));
        }
        if (linux.has(NamespaceKind.PID)) {
            joins.add(join(NamespaceKind.PID, pid));
        }
        return joins;
    }

    private static Step.JoinNamespace join(NamespaceKind kind, int pid) {
        return new Step.JoinNamespace(kind, "/proc/" + pid + "/ns/" + kind.file());
    }
}
