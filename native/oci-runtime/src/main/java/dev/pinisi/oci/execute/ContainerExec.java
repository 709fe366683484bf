package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceConfig;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.ProcessPlanner;
import dev.pinisi.oci.plan.Step;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a further process in a running container. */
public final class ContainerExec {
    private ContainerExec() {}

    /** The process's id once it has become its program. */
    public static int start(
            ExecRequest request, Config config, StateDirectory directory, ConsoleLine console, Log log) {
        ContainerState state = directory.state();
        int pidfd = (int) check(Processes.openPidfd(state.pid()), "watch the container's process");
        if (directory.status(state) == Status.STOPPED) {
            throw new StateException("cannot exec in a stopped container: " + state.id());
        }
        Optional<Filter> filter = Filter.of(config.linux().seccomp());
        Plan plan = plan(request, config, state, pidfd, filter.isPresent());
        for (String warning : plan.warnings()) {
            log.warn(warning);
        }
        HookState hookState = new HookState(state.ociVersion(), state.id(), state.bundle(), state.annotations());
        List<String> joinFiles = new CgroupPlace(state.cgroups()).joinFiles();
        InitContext context = new InitContext(
                log, joinFiles, -1, console.childEnd(), request.preservedFds(), filter, hookState, Map.of());
        Child child = Child.start(plan, "", context);
        return supervise(child, request);
    }

    private static int supervise(Child child, ExecRequest request) {
        try {
            child.tell(Parent.CGROUP_MADE);
            child.follow(false, () -> {});
        } catch (RuntimeException e) {
            child.kill();
            throw e;
        }
        if (!request.pidFile().isEmpty()) {
            FileContents.replace(request.pidFile(), Utf8.encode(Integer.toString(child.pid())), 0644);
        }
        return child.pid();
    }

    private static Plan plan(ExecRequest request, Config config, ContainerState state, int pidfd, boolean filtered) {
        HostFacts facts = new HostFacts(Credentials.permitted(), new CgroupPlace(state.cgroups()), false);
        Plan process = ProcessPlanner.exec(request.process(), facts, filtered);
        List<Step.JoinNamespace> before = new ArrayList<>();
        long kinds = 0;
        for (NamespaceConfig namespace : config.linux().namespaces()) {
            if (namespace.kind() == NamespaceKind.PID) {
                before.add(new Step.JoinNamespace(NamespaceKind.PID, "/proc/" + state.pid() + "/ns/pid"));
            } else {
                kinds |= namespace.kind().flag();
            }
        }
        List<Step> steps = new ArrayList<>();
        ProcessPlanner.oomScore(request.process(), steps);
        steps.add(new Step.JoinCgroup());
        steps.add(new Step.EnterContainer(pidfd, kinds));
        if ((kinds & NamespaceKind.USER.flag()) != 0) {
            steps.add(new Step.BecomeNamespaceRoot());
        }
        ProcessPlanner.personality(config.linux(), steps);
        steps.addAll(process.steps());
        return new Plan(before, 0, steps, process.warnings());
    }
}
