package dev.pinisi.oci.execute;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.cgroup.CgroupHost;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.hooks.HookRunner;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.log.Timestamp;
import dev.pinisi.oci.plan.CgroupOwnership;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.PlanOptions;
import dev.pinisi.oci.plan.Planner;
import dev.pinisi.oci.resctrl.Resctrl;
import dev.pinisi.oci.resctrl.ResctrlStep;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is read, found out and planned before a container is made: anew, or from a checkpoint. */
public final class ContainerDesign {
    private final CreateRequest request;
    private final Log log;
    private final byte[] document;
    private final Config config;
    private final Optional<ContainerScope> scope;
    private final boolean unified;
    private final CgroupPlan cgroupPlan;
    private final Cgroup cgroup;
    private final List<ResctrlStep> resctrlSteps;
    private final Plan plan;
    private final HookState hookState;

    /** Reads the bundle; warns of what will not be honoured in full. */
    public ContainerDesign(CreateRequest request, Log log) {
        this.request = request;
        this.log = log;
        document = FileContents.read(request.bundle() + "/config.json");
        config = Config.read(JsonCursor.parse(document));
        PlanOptions options = new PlanOptions(
                request.id(), request.bundle(), request.noPivot(), request.newKeyring(), request.waitForStart());
        CgroupHost host = HostCgroups.read();
        scope = ContainerScope.of(request.systemd(), config.linux().source(), request.id());
        unified = host.unifiedOnly();
        cgroupPlan = CgroupOwnership.plan(
                HostCgroups.plan(config.linux().source(), host, request.id(), scope.map(ContainerScope::scope), log),
                config,
                unified);
        cgroup = new Cgroup(cgroupPlan.place(), new KernelCgroupFiles());
        HostFacts facts = new HostFacts(Credentials.permitted(), cgroupPlan.place(), host.unifiedOnly());
        plan = Planner.plan(config, facts, options);
        resctrlSteps = HostResctrl.plan(config, request.id());
        hookState = new HookState(config.ociVersion(), request.id(), request.bundle(), config.annotations());
        for (String warning : plan.warnings()) {
            log.warn(warning);
        }
    }

    /** The configuration as it was read. */
    public byte[] document() {
        return document;
    }

    public Config config() {
        return config;
    }

    public Plan plan() {
        return plan;
    }

    public Cgroup cgroup() {
        return cgroup;
    }

    HookState hookState() {
        return hookState;
    }

    /** Files by which a process with one thread joins the control groups. */
    List<String> joinFiles() {
        return cgroupPlan.place().joinFiles();
    }

    public boolean hasTerminal() {
        return config.process().isPresent() && config.process().get().terminal();
    }

    public String rootfs() {
        String path = config.root().path();
        return path.startsWith("/") ? path : request.bundle() + "/" + path;
    }

    /** Makes the groups of control groups and resctrl; that process enters a scope of systemd's, and those of resctrl. */
    public void makeGroups(int pid, StateDirectory directory) {
        if (!resctrlSteps.isEmpty()) {
            Resctrl resctrl = HostResctrl.open();
            directory.save(resctrl.groups(resctrlSteps));
            resctrl.apply(resctrlSteps, pid);
        }
        if (scope.isPresent()) {
            scope.get().enter(pid, config, request.id(), unified);
        }
        cgroup.apply(cgroupPlan.steps());
    }

    /** Removes them. What cannot be is only logged: there is an error already. */
    public void removeGroups(StateDirectory directory) {
        try {
            ContainerScope.leave(unit());
            cgroup.remove();
            HostResctrl.remove(directory);
        } catch (RuntimeException e) {
            log.warn(String.valueOf(e.getMessage()));
        }
    }

    /** The specification has the first run when the container is there, in {@code start}; all run them here. */
    public void runHooks(int pid) {
        HookRunner.runAll("prestart", config.hooks().prestart(), hookState.json("created", pid));
        HookRunner.runAll("createRuntime", config.hooks().createRuntime(), hookState.json("creating", pid));
    }

    /** What is to be remembered of the container with that first process. */
    public ContainerState state(int pid) {
        return new ContainerState(
                config.ociVersion(),
                request.id(),
                pid,
                StateDirectory.startTime(pid),
                request.bundle(),
                rootfs(),
                Timestamp.now(),
                Processes.effectiveUid(),
                config.annotations(),
                config.linux().has(NamespaceKind.PID),
                !config.hooks().poststop().isEmpty(),
                unit(),
                cgroupPlan.place().directories(),
                standardStreams());
    }

    /** The systemd unit it is in; empty for none. */
    private String unit() {
        return scope.isPresent() ? scope.get().scope().unit() : "";
    }

    /** Those that the container gets of this process. */
    private List<String> standardStreams() {
        List<String> streams = new ArrayList<>();
        for (int fd = 0; fd <= 2 && !hasTerminal(); fd++) {
            streams.add(Files.readLink(Files.AT_FDCWD, Files.pathOf(fd)));
        }
        return streams;
    }
}
