package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceConfig;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.config.ProcessConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a configuration into steps. Pure: looks at nothing but its arguments. */
public final class Planner {
    private final Config config;
    private final HostFacts facts;
    private final PlanOptions options;
    private final List<Step.JoinNamespace> joinsBefore = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>(64);
    private final List<String> warnings = new ArrayList<>();
    private boolean inCgroup;

    private Planner(Config config, HostFacts facts, PlanOptions options) {
        this.config = config;
        this.facts = config.linux().has(NamespaceKind.USER) ? facts.inOwnUserNamespace() : facts;
        this.options = options;
    }

    /** The steps that make the container. */
    public static Plan plan(Config config, HostFacts facts, PlanOptions options) {
        return new Planner(config, facts, options).plan();
    }

    private Plan plan() {
        namespaces();
        names();
        if (config.linux().has(NamespaceKind.MOUNT)) {
            root();
        } else {
            cgroup();
            steps.add(new Step.ChangeRoot(rootPath()));
        }
        if (config.process().isPresent()) {
            process(config.process().get());
        }
        return new Plan(joinsBefore, newNamespaces(), steps, warnings);
    }

    /** Those made with the process. A cgroup namespace is made later, from inside the container's own group. */
    private long newNamespaces() {
        long flags = 0;
        for (NamespaceConfig namespace : config.linux().namespaces()) {
            if (namespace.isNew() && namespace.kind() != NamespaceKind.CGROUP) {
                flags |= namespace.kind().flag();
            }
        }
        return flags;
    }

    private void namespaces() {
        for (NamespaceConfig namespace : config.linux().namespaces()) {
            if (!namespace.isNew()) {
                if (namespace.kind() == NamespaceKind.USER) {
                    joinsBefore.add(0, join(namespace));
                } else if (joinsBefore(namespace)) {
                    joinsBefore.add(join(namespace));
                } else {
                    steps.add(join(namespace));
                }
            }
        }
        if (config.linux().creates(NamespaceKind.USER)) {
            steps.add(new Step.AwaitMappings());
        }
        if (config.linux().has(NamespaceKind.USER)) {
            steps.add(new Step.BecomeNamespaceRoot());
        }
    }

    /**
     * A process never changes its own pid namespace, only that of its children; and from inside a new user namespace,
     * those that belong to an outer one cannot be entered.
     */
    private boolean joinsBefore(NamespaceConfig namespace) {
        return namespace.kind() == NamespaceKind.PID
                || (config.linux().has(NamespaceKind.USER) && namespace.kind() != NamespaceKind.MOUNT);
    }

    private static Step.JoinNamespace join(NamespaceConfig namespace) {
        return new Step.JoinNamespace(namespace.kind(), namespace.path());
    }

    private void names() {
        if (config.process().isPresent()) {
            ProcessPlanner.oomScore(config.process().get(), steps);
        }
        if (options.newKeyring()) {
            steps.add(new Step.NewSessionKeyring("_ses." + options.id()));
        }
        if (config.linux().creates(NamespaceKind.NETWORK)) {
            steps.add(new Step.LoopbackUp());
        }
        if (!config.hostname().isEmpty()) {
            steps.add(new Step.Hostname(config.hostname()));
        }
        if (!config.domainname().isEmpty()) {
            steps.add(new Step.Domainname(config.domainname()));
        }
    }

    private void root() {
        long propagation = MountFlag.propagation(config.linux().rootfsPropagation());
        steps.add(
                new Step.HostPropagation("/", propagation == 0 ? MountFlag.SLAVE | MountFlag.RECURSIVE : propagation));
        steps.add(new Step.EnterRoot(rootPath(), (propagation & MountFlag.SHARED) != 0));
        MountPlanner mounts = new MountPlanner(config, facts, options, steps);
        mounts.mounts(this::cgroup);
        cgroup();
        DevicePlanner.devices(config, steps);
        hooks();
        steps.add(new Step.PivotRoot(options.noPivot(), propagation));
        console();
        String cwd = config.process().isPresent() ? config.process().get().cwd() : "/";
        if (!cwd.equals("/")) {
            steps.add(new Step.MakeDirectory(cwd));
        }
        mounts.readonly();
        for (Map.Entry<String, String> sysctl : config.linux().sysctl().entrySet()) {
            steps.add(new Step.Sysctl(sysctl.getKey(), sysctl.getValue()));
        }
        for (String path : config.linux().readonlyPaths()) {
            steps.add(new Step.MakeReadonly(path));
        }
        for (String path : config.linux().maskedPaths()) {
            steps.add(new Step.Mask(path));
        }
    }

    /** As late as possible: meanwhile the control groups are made. */
    private void cgroup() {
        if (inCgroup) {
            return;
        }
        inCgroup = true;
        steps.add(new Step.JoinCgroup());
        if (config.linux().creates(NamespaceKind.CGROUP)) {
            steps.add(new Step.NewCgroupNamespace());
        }
    }

    private String rootPath() {
        return PlanPaths.inBundle(options.bundle(), config.root().path());
    }

    private void hooks() {
        if (config.hooks().hasRuntimeHooks()) {
            steps.add(new Step.RuntimeHooks());
        }
        if (!config.hooks().createContainer().isEmpty()) {
            steps.add(new Step.ContainerHooks("createContainer", config.hooks().createContainer()));
        }
    }

    private void console() {
        if (config.process().isPresent() && config.process().get().terminal()) {
            ProcessConfig process = config.process().get();
            steps.add(new Step.Console(process.consoleHeight(), process.consoleWidth(), true));
        }
    }

    private void process(ProcessConfig process) {
        ProcessPlanner planner = new ProcessPlanner(process, facts, steps, warnings);
        boolean filtered = config.linux().seccomp().isPresent();
        ProcessPlanner.personality(config.linux(), steps);
        planner.limits();
        planner.identity(filtered);
        if (options.waitForStart()) {
            steps.add(new Step.AwaitStart());
        }
        if (!config.hooks().startContainer().isEmpty()) {
            steps.add(new Step.ContainerHooks("startContainer", config.hooks().startContainer()));
        }
        planner.execute(filtered);
    }
}
