package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.cgroup.CgroupHost;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupPlanner;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.IdMapping;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.hooks.HookRunner;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.log.Timestamp;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.PlanOptions;
import dev.pinisi.oci.plan.Planner;
import dev.pinisi.oci.seccomp.SeccompCompiler;
import dev.pinisi.oci.seccomp.SeccompProgram;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateStore;
import java.util.Optional;

/** Makes a container: all that its runtime process does while the container's own does the plan's steps. */
public final class ContainerCreator {
    private static final int SIGKILL = 9;

    private final CreateRequest request;
    private final StateStore store;
    private final Log log;
    private final byte[] document;
    private final Config config;
    private final CgroupPlan cgroupPlan;
    private final Cgroup cgroup;
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
        cgroupPlan = CgroupPlanner.plan(config.linux().source(), host, request.id());
        cgroup = new Cgroup(cgroupPlan.place(), new KernelCgroupFiles());
        HostFacts facts = new HostFacts(Credentials.permitted(), cgroupPlan.place(), host.unifiedOnly());
        plan = Planner.plan(config, facts, options);
        hookState = new HookState(config.ociVersion(), request.id(), request.bundle(), config.annotations());
    }

    /** Makes it, up to its start or up to its program. Leaves nothing behind if that fails. */
    public static ContainerState create(CreateRequest request, StateStore store, Log log) {
        return new ContainerCreator(request, store, log).create();
    }

    private ContainerState create() {
        if (config.process().isEmpty()) {
            throw new ContainerException("config.json: process: missing");
        }
        for (String warning : plan.warnings()) {
            log.warn(warning);
        }
        Optional<SeccompProgram> filter = filter();
        int console = consoleSocket();
        StateDirectory directory = store.claim(request.id());
        int pid = 0;
        try {
            int fifo = request.waitForStart() ? directory.makeStartFifo() : -1;
            int[] ends = Sockets.pair();
            pid = fork();
            if (pid == 0) {
                Parent parent = new Parent(ends[1]);
                ContainerInit.run(
                        new InitContext(
                                parent,
                                log,
                                cgroupPlan.place().joinFiles(),
                                fifo,
                                console,
                                request.preservedFds(),
                                filter,
                                hookState),
                        plan.steps());
            }
            Files.close(ends[1]);
            return supervise(pid, ends[0], directory);
        } catch (RuntimeException e) {
            undo(pid, directory);
            throw e;
        }
    }

    private int fork() {
        if (!config.linux().creates(NamespaceKind.TIME)) {
            return Launch.fork(plan.joinsBefore(), plan.newNamespaces());
        }
        return Launch.fork(plan.joinsBefore(), plan.newNamespaces());
    }

    private ContainerState supervise(int pid, int socket, StateDirectory directory) {
        if (config.linux().creates(NamespaceKind.USER)) {
            Launch.writeMappings(
                    pid,
                    IdMapping.text(config.linux().uidMappings()),
                    IdMapping.text(config.linux().gidMappings()));
            tell(socket, Parent.MAPPINGS_WRITTEN);
        }
        cgroup.apply(cgroupPlan.steps());
        tell(socket, Parent.CGROUP_MADE);
        ContainerState state = state(pid);
        directory.save(state, document);
        follow(socket, pid);
        Files.close(socket);
        writePidFile(pid);
        return state;
    }

    /** Until the process is ready, or has become the program: that closes its end. */
    private void follow(int socket, int pid) {
        byte[] message = new byte[16384];
        while (true) {
            int length = check(Files.read(socket, message), "hear from the container's process", "");
            if (length == 0 || message[0] == Parent.READY) {
                return;
            }
            if (message[0] == Parent.FAILED) {
                throw new ContainerException(Utf8.decode(message, 1, length - 1));
            }
            HookRunner.runAll("prestart", config.hooks().prestart(), hookState.json("creating", pid));
            HookRunner.runAll("createRuntime", config.hooks().createRuntime(), hookState.json("creating", pid));
            tell(socket, Parent.HOOKS_DONE);
        }
    }

    private static void tell(int socket, byte message) {
        Sockets.send(socket, new byte[] {message});
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
                cgroupPlan.place().directories());
    }

    private String rootfs() {
        String path = config.root().path();
        return path.startsWith("/") ? path : request.bundle() + "/" + path;
    }

    private Optional<SeccompProgram> filter() {
        JsonCursor seccomp = config.linux().seccomp();
        return seccomp.isPresent()
                ? Optional.of(SeccompCompiler.compile(seccomp, Identification.machine()))
                : Optional.empty();
    }

    private int consoleSocket() {
        boolean terminal =
                config.process().isPresent() && config.process().get().terminal();
        if (terminal && request.consoleSocket().isEmpty()) {
            throw new ContainerException("process.terminal is true: --console-socket must say where to send it");
        }
        if (!terminal && !request.consoleSocket().isEmpty()) {
            throw new ContainerException("--console-socket is given, but process.terminal is not true");
        }
        return terminal ? Sockets.connect(request.consoleSocket()) : -1;
    }

    private void writePidFile(int pid) {
        if (!request.pidFile().isEmpty()) {
            FileContents.replace(request.pidFile(), Utf8.encode(Integer.toString(pid)), 0644);
        }
    }

    private void undo(int pid, StateDirectory directory) {
        if (pid > 0) {
            Processes.signal(pid, SIGKILL);
            Processes.waitFor(pid, 0);
        }
        try {
            cgroup.remove();
        } catch (RuntimeException e) {
            log.warn(String.valueOf(e.getMessage()));
        }
        directory.remove();
    }
}
