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
    private final StepList steps = new StepList();
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
            steps.from("root.path").add(new Step.ChangeRoot(rootPath()));
        }
        if (config.process().isPresent()) {
            process(config.process().get());
        } else {
            withoutProcess();
        }
        return new Plan(joinsBefore, newNamespaces(), steps.steps(), steps.sources(), warnings);
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
        List<NamespaceConfig> namespaces = config.linux().namespaces();
        for (int i = 0; i < namespaces.size(); i++) {
            NamespaceConfig namespace = namespaces.get(i);
            if (!namespace.isNew()) {
                steps.from("linux.namespaces", i);
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
            steps.from("linux.uidMappings").add(new Step.AwaitMappings());
        }
        if (config.linux().has(NamespaceKind.USER)) {
            steps.from("linux.namespaces").add(new Step.BecomeNamespaceRoot());
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
            steps.fromRuntime().add(new Step.NewSessionKeyring("_ses." + options.id()));
        }
        if (config.linux().creates(NamespaceKind.NETWORK)) {
            steps.from("linux.namespaces").add(new Step.LoopbackUp());
        }
        if (!config.hostname().isEmpty()) {
            steps.from("hostname").add(new Step.Hostname(config.hostname()));
        }
        if (!config.domainname().isEmpty()) {
            steps.from("domainname").add(new Step.Domainname(config.domainname()));
        }
    }

    /** All from outside: what lies in the root file system is not trusted with any path of the host's. */
    private void root() {
        long propagation = MountFlag.propagation(config.linux().rootfsPropagation());
        steps.from("linux.rootfsPropagation").add(new Step.HostPropagation("/", hostPropagation(propagation)));
        steps.from("root.path").add(new Step.EnterRoot(rootPath(), (propagation & MountFlag.SHARED) != 0));
        MountPlanner mounts = new MountPlanner(config, facts, options, steps);
        mounts.mounts(this::cgroup);
        cgroup();
        DevicePlanner.devices(config, steps);
        if (!hasTerminal()) {
            steps.fromRuntime().add(new Step.OwnNullDevice());
        }
        hooks();
        console();
        String cwd = config.process().isPresent() ? config.process().get().cwd() : "/";
        if (!cwd.equals("/")) {
            steps.from("process.cwd").add(new Step.MakeDirectory(cwd));
        }
        mounts.readonly();
        for (Map.Entry<String, String> sysctl : config.linux().sysctl().entrySet()) {
            steps.from("linux.sysctl." + sysctl.getKey()).add(new Step.Sysctl(sysctl.getKey(), sysctl.getValue()));
        }
        List<String> readonly = config.linux().readonlyPaths();
        for (int i = 0; i < readonly.size(); i++) {
            steps.from("linux.readonlyPaths", i).add(new Step.MakeReadonly(readonly.get(i)));
        }
        List<String> masked = config.linux().maskedPaths();
        for (int i = 0; i < masked.size(); i++) {
            steps.from("linux.maskedPaths", i).add(new Step.Mask(masked.get(i)));
        }
        if (config.root().readonly()) {
            steps.from("root.readonly").add(new Step.RemountReadonly("/"));
        }
        steps.from("root.path").add(new Step.PivotRoot(options.noPivot(), propagation));
    }

    /** As late as possible: meanwhile the control groups are made. From there on the runtime answers. */
    private void cgroup() {
        if (inCgroup) {
            return;
        }
        inCgroup = true;
        steps.from("linux.cgroupsPath").add(new Step.JoinCgroup());
        if (config.linux().creates(NamespaceKind.CGROUP)) {
            steps.from("linux.namespaces").add(new Step.NewCgroupNamespace());
        }
        if (!config.linux().netDevices().isEmpty()) {
            steps.from("linux.netDevices")
                    .add(new Step.NetworkDevices(config.linux().netDevices()));
        }
    }

    private String rootPath() {
        return PlanPaths.inBundle(options.bundle(), config.root().path());
    }

    private void hooks() {
        if (config.hooks().hasRuntimeHooks()) {
            steps.from("hooks.createRuntime").add(new Step.RuntimeHooks());
        }
        if (!config.hooks().createContainer().isEmpty()) {
            steps.from("hooks.createContainer")
                    .add(new Step.ContainerHooks(
                            "createContainer", config.hooks().createContainer()));
        }
    }

    private void console() {
        if (hasTerminal()) {
            ProcessConfig process = config.process().get();
            steps.from("process.terminal").add(new Step.Console(process.consoleHeight(), process.consoleWidth(), true));
        }
    }

    private boolean hasTerminal() {
        return config.process().isPresent() && config.process().get().terminal();
    }

    /** An unbindable root could not be bind mounted to become the container's; it is made so in the end. */
    private static long hostPropagation(long propagation) {
        if (propagation == 0) {
            return MountFlag.SLAVE | MountFlag.RECURSIVE;
        }
        boolean unbindable = (propagation & MountFlag.UNBINDABLE) != 0;
        return unbindable ? (propagation & ~MountFlag.UNBINDABLE) | MountFlag.PRIVATE : propagation;
    }

    /** May be created, joined and have hooks; ends when it is started. */
    private void withoutProcess() {
        if (options.waitForStart()) {
            steps.fromRuntime().add(new Step.AwaitStart());
        }
        steps.fromRuntime().add(new Step.End());
    }

    private void process(ProcessConfig process) {
        ProcessPlanner planner = new ProcessPlanner(process, facts, steps, warnings);
        boolean filtered = config.linux().seccomp().isPresent();
        ProcessPlanner.domain(config.linux(), steps);
        planner.limits();
        planner.identity(filtered, config.landlock());
        if (options.waitForStart()) {
            steps.fromRuntime().add(new Step.AwaitStart());
        }
        if (!config.hooks().startContainer().isEmpty()) {
            steps.from("hooks.startContainer")
                    .add(new Step.ContainerHooks(
                            "startContainer", config.hooks().startContainer()));
        }
        planner.execute(filtered);
    }
}
