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
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.log.Timestamp;
import dev.pinisi.oci.netlink.NetworkDevices;
import dev.pinisi.oci.plan.CgroupOwnership;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.PlanOptions;
import dev.pinisi.oci.plan.Planner;
import dev.pinisi.oci.resctrl.Resctrl;
import dev.pinisi.oci.resctrl.ResctrlStep;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateStore;
import java.util.List;
import java.util.Optional;

/** Makes a container: all that its runtime process does while the container's own does the plan's steps. */
public final class ContainerCreator {
    private final CreateRequest request;
    private final StateStore store;
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

    private ContainerCreator(CreateRequest request, StateStore store, Log log) {
        this.request = request;
        this.store = store;
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
    }

    /** Makes it, up to its start or up to its program. Leaves nothing behind if that fails. */
    public static Created create(CreateRequest request, StateStore store, Log log) {
        return new ContainerCreator(request, store, log).create();
    }

    private Created create() {
        for (String warning : plan.warnings()) {
            log.warn(warning);
        }
        Optional<Filter> filter = Filter.of(config.linux().seccomp());
        ConsoleLine console = ConsoleLine.open(
                hasTerminal(), request.handover().consoleSocket(), request.waitForStart() || request.detach());
        StateDirectory directory = store.claim(request.id());
        Optional<Child> child = Optional.empty();
        try {
            int fifo = request.waitForStart() ? directory.makeStartFifo() : -1;
            InitContext context = new InitContext(
                    log,
                    joinsItself() ? cgroupPlan.place().joinFiles() : List.of(),
                    fifo,
                    console.childEnd(),
                    request.handover(),
                    filter,
                    hookState,
                    0,
                    OpenSources.of(plan, config.linux().has(NamespaceKind.USER)));
            child = Optional.of(Child.start(plan, config.linux().timeOffsets(), context));
            return new Created(supervise(child.get(), directory), console);
        } catch (RuntimeException e) {
            undo(child, directory);
            throw e;
        }
    }

    private ContainerState supervise(Child child, StateDirectory directory) {
        if (config.linux().creates(NamespaceKind.USER)) {
            UserMappings.write(
                    child.pid(), config.linux().uidMappings(), config.linux().gidMappings());
            child.tell(Parent.MAPPINGS_WRITTEN);
        }
        // before the process goes on to where it would wait for ever: whoever kills us now can still delete it
        ContainerState state = state(child.pid());
        directory.save(state, document);
        joinResctrl(child.pid(), directory);
        if (scope.isPresent()) {
            scope.get().enter(child.pid(), config, request.id(), unified);
        }
        cgroup.apply(cgroupPlan.steps());
        if (!joinsItself()) {
            cgroup.add(child.pid());
        }
        child.tell(Parent.CGROUP_MADE);
        child.follow(request.waitForStart(), what -> help(what, child.pid()));
        request.handover().announce(child.pid());
        if (!request.waitForStart()) {
            HookRunner.runAll("poststart", config.hooks().poststart(), hookState.json("running", child.pid()));
        }
        return state;
    }

    /** The systemd unit it is in; empty for none. */
    private String unit() {
        return scope.isPresent() ? scope.get().scope().unit() : "";
    }

    /** From inside a user namespace, control groups cannot be written to. */
    private boolean joinsItself() {
        return !config.linux().has(NamespaceKind.USER);
    }

    private void joinResctrl(int pid, StateDirectory directory) {
        if (!resctrlSteps.isEmpty()) {
            Resctrl resctrl = HostResctrl.open();
            directory.save(resctrl.groups(resctrlSteps));
            resctrl.apply(resctrlSteps, pid);
        }
    }

    private void help(byte what, int pid) {
        if (what == Parent.DEVICES_MOVED) {
            NetworkDevices.move(config.linux().netDevices(), pid);
        } else {
            runHooks(pid);
        }
    }

    /** The specification has the first run when the container is there, in {@code start}; all run them here. */
    private void runHooks(int pid) {
        HookRunner.runAll("prestart", config.hooks().prestart(), hookState.json("created", pid));
        HookRunner.runAll("createRuntime", config.hooks().createRuntime(), hookState.json("creating", pid));
    }

    private boolean hasTerminal() {
        return config.process().isPresent() && config.process().get().terminal();
    }

    private ContainerState state(int pid) {
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
                cgroupPlan.place().directories());
    }

    private String rootfs() {
        String path = config.root().path();
        return path.startsWith("/") ? path : request.bundle() + "/" + path;
    }

    private void undo(Optional<Child> child, StateDirectory directory) {
        child.ifPresent(Child::kill);
        try {
            ContainerScope.leave(unit());
            cgroup.remove();
            HostResctrl.remove(directory);
        } catch (RuntimeException e) {
            log.warn(String.valueOf(e.getMessage()));
        }
        directory.remove();
    }
}
