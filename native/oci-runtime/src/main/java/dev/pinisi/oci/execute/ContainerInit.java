package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.console.Terminal;
import dev.pinisi.oci.hooks.HookRunner;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Loopback;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.kernel.Namespaces;
import dev.pinisi.oci.kernel.Proc;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Signals;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs in the new process: does the steps, and with the last becomes the container's program. */
final class ContainerInit {
    private final Parent parent;
    private final InitContext context;
    private RootDirectory root = new RootDirectory(-1);
    private MountExecutor mounts = new MountExecutor(root, Map.of());
    private DeviceExecutor devices = new DeviceExecutor(root);
    private ProtectionExecutor protection = new ProtectionExecutor(root);
    private final Proc proc = Proc.open();
    private String program = "";

    /** As the host sees it; later, /proc is the container's. */
    private final String hostPid;

    private List<String> env = List.of();

    private ContainerInit(Parent parent, InitContext context) {
        this.parent = parent;
        this.context = context;
        this.hostPid = proc.self();
    }

    /** Never returns: becomes the program, or reports why not and exits. */
    static void run(Parent parent, InitContext context, Plan plan) {
        int step = 0;
        try {
            Processes.newSession();
            Credentials.setUmask(0);
            ContainerInit init = new ContainerInit(parent, context);
            for (; step < plan.steps().size(); step++) {
                init.perform(plan.steps().get(step));
            }
        } catch (RuntimeException e) {
            String member = plan.sources().get(step).text();
            String words = String.valueOf(ContainerException.at(member, e).getMessage());
            if (!parent.failed(words)) {
                context.log().error(words);
            }
        }
        Processes.exit(1);
    }

    private void perform(Step step) {
        switch (step) {
            case Step.JoinNamespace s -> NamespaceExecutor.join(s);
            case Step.EnterContainer s -> NamespaceExecutor.enter(s);
            case Step.AwaitMappings s -> parent.await(Parent.MAPPINGS_WRITTEN);
            case Step.JoinCgroup s -> joinCgroup();
            case Step.NewCgroupNamespace s -> NamespaceExecutor.newCgroupNamespace();
            case Step.BecomeNamespaceRoot s -> IdentityExecutor.becomeNamespaceRoot();
            case Step.NewSessionKeyring s -> NamespaceExecutor.newKeyring(s.name());
            case Step.LoopbackUp s -> check(Loopback.setUp(), "set the loopback interface up");
            case Step.Hostname s -> check(Namespaces.setHostname(s.name()), "set the hostname", s.name());
            case Step.Domainname s -> check(Namespaces.setDomainname(s.name()), "set the domain name", s.name());
            case Step.HostPropagation s ->
                check(Mounts.mount("", s.path(), "", s.flags(), ""), "set the propagation of", s.path());
            case Step.EnterRoot s -> enterRoot(s);
            case Step.ChangeRoot s -> RootExecutor.change(s);
            case Step.MountFileSystem s -> mounts.mount(s);
            case Step.Bind s -> mounts.bind(s);
            case Step.Propagation s -> mounts.propagation(s);
            case Step.RecursiveAttributes s -> mounts.attributes(s);
            case Step.MakeNode s -> devices.node(s);
            case Step.BindDevice s -> devices.bind(s);
            case Step.Link s -> devices.link(s);
            case Step.OwnNullDevice s -> devices.openNull();
            case Step.NetworkDevices s -> parent.ask(Parent.DEVICES_MOVED);
            case Step.RuntimeHooks s -> parent.ask(Parent.HOOKS_DONE);
            case Step.ContainerHooks s -> hooks(s);
            case Step.MakeDirectory s -> RootExecutor.makeDirectory(s.path(), root);
            case Step.RemountReadonly s -> protection.remountReadonly(s);
            case Step.Mask s -> protection.mask(s.path());
            case Step.MakeReadonly s -> protection.makeReadonly(s.path());
            case Step.Sysctl s -> sysctl(s);
            case Step.PivotRoot s -> RootExecutor.pivot(s, root);
            case Step.Console s -> console(s);
            default -> performInside(step);
        }
    }

    /** Steps about the process itself; most after the root has changed. */
    private void performInside(Step step) {
        switch (step) {
            case Step.OomScore s -> LimitExecutor.oomScore(s.adjustment(), proc, context.log());
            case Step.Limit s -> LimitExecutor.limit(s, context.log());
            case Step.Scheduler s -> LimitExecutor.scheduler(s);
            case Step.MemoryPolicy s -> LimitExecutor.memoryPolicy(s);
            case Step.CpuAffinity s -> LimitExecutor.cpuAffinity(s.cpus());
            case Step.Personality s -> LimitExecutor.personality(s.value());
            case Step.IoPriority s -> LimitExecutor.ioPriority(s.value());
            case Step.BoundingSet s -> IdentityExecutor.bound(s);
            case Step.Identity s -> IdentityExecutor.identity(s);
            case Step.Capabilities s -> IdentityExecutor.capabilities(s);
            case Step.ExecLabel s -> IdentityExecutor.execLabel(s, proc, context.log());
            case Step.NoNewPrivileges s -> check(Credentials.forbidNewPrivileges(), "set no_new_privs");
            case Step.Filter s -> filter();
            case Step.Landlock s -> LandlockExecutor.restrict(s);
            case Step.WorkingDirectory s -> workingDirectory(s);
            case Step.FindProgram s -> findProgram(s);
            case Step.AwaitStart s -> awaitStart();
            case Step.End s -> end();
            case Step.Execute s -> execute(s);
            default -> throw new IllegalStateException("no such step");
        }
    }

    private void joinCgroup() {
        parent.await(Parent.CGROUP_MADE);
        Cgroups.join(context.joinFiles(), context.firstPid());
    }

    private void enterRoot(Step.EnterRoot step) {
        root = RootExecutor.enter(step);
        mounts = new MountExecutor(root, context.openSources());
        devices = new DeviceExecutor(root);
        protection = new ProtectionExecutor(root);
    }

    private void hooks(Step.ContainerHooks step) {
        String status = step.stage().equals("startContainer") ? "created" : "creating";
        HookRunner.runAll(step.stage(), step.hooks(), context.state().json(status, Processes.id()));
    }

    private void console(Step.Console step) {
        // for exec, the root is that of the container, entered before
        RootDirectory seen =
                step.mounted() ? root : new RootDirectory(check(Files.open("/", Files.O_PATH), "open", "/"));
        int devpts = seen.open("/dev/pts");
        check(devpts, "open the container's", "/dev/pts");
        Terminal terminal = Terminal.open(devpts, step.height(), step.width());
        if (step.mounted()) {
            devices.console(terminal.device());
        }
        terminal.handOver(context.consoleSocket());
    }

    private void filter() {
        if (context.filter().isPresent()) {
            int first = context.firstPid();
            byte[] state = first == 0
                    ? context.state().json("creating", Integer.parseInt(hostPid))
                    : context.state().json("running", first);
            context.filter().get().install(hostPid, state);
        }
    }

    /** As the runtime's own process sees it; the namespaces that it belongs to are the container's. */
    private void sysctl(Step.Sysctl step) {
        check(proc.write("sys/" + step.name().replace('.', '/'), step.value()), "set sysctl", step.name());
    }

    /**
     * From here on, paths that the container's image or user chose are looked up: none may lead through a descriptor of the
     * runtime's (CVE-2024-21626). So those that still serve are sockets and pipes, which lead nowhere.
     */
    private void workingDirectory(Step.WorkingDirectory step) {
        Files.closeFrom(3 + context.handover().kept(), stillNeeded());
        IdentityExecutor.workingDirectory(step.path());
    }

    private int[] stillNeeded() {
        int listener = context.filter().isPresent() ? context.filter().get().listener() : -1;
        int[] fds = {parent.socket(), context.startFifo(), listener};
        Arrays.sort(fds);
        return fds;
    }

    private void findProgram(Step.FindProgram step) {
        parent.almostDone();
        program = ProgramFinder.find(step.name(), step.env());
        env = context.handover().added(HomeDirectory.added(step.env(), step.uid()));
    }

    private void awaitStart() {
        parent.ready();
        byte[] one = new byte[1];
        if (Files.read(context.startFifo(), one) != 1) {
            Processes.exit(1);
        }
    }

    private void end() {
        parent.almostDone();
        Processes.exit(0);
    }

    /** What a program would inherit of ours beside what was set for it: descriptors and signals. */
    private void execute(Step.Execute step) {
        Files.closeOnExecFrom(3 + context.handover().kept());
        Signals.restoreDefaults();
        int result = Processes.execute(program, step.args(), env);
        check(result, "exec", program);
    }
}
