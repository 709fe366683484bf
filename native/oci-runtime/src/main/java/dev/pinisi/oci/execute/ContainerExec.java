package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.plan.ExecPlanner;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;
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
        HostFacts facts = new HostFacts(Credentials.permitted(), new CgroupPlace(state.cgroups()), false);
        Plan plan = ExecPlanner.plan(config, request.process(), facts, state.pid(), pidfd);
        for (String warning : plan.warnings()) {
            log.warn(warning);
        }
        HookState hookState = new HookState(state.ociVersion(), state.id(), state.bundle(), state.annotations());
        List<String> joinFiles = request.cgroups().joinFiles();
        // in its user namespace, it could not write to what the container's user owns
        boolean moved = config.linux().has(NamespaceKind.USER)
                && request.cgroups().unified().isPresent();
        InitContext context = new InitContext(
                log,
                moved ? List.of() : joinFiles,
                -1,
                console.childEnd(),
                request.handover(),
                filter,
                hookState,
                state.pid(),
                Map.of());
        Child child = Child.start(plan, "", context);
        return supervise(child, request, () -> {
            if (config.linux().intelRdt().isPresent()) {
                HostResctrl.open().add(directory.resctrl(), child.pid());
            }
            if (moved) {
                Cgroups.move(child.pid(), joinFiles, state.pid());
            }
        });
    }

    private static int supervise(Child child, ExecRequest request, Runnable move) {
        try {
            move.run();
            child.tell(Parent.CGROUP_MADE);
            child.follow(false, what -> {});
        } catch (RuntimeException e) {
            child.kill();
            throw e;
        }
        request.handover().announce(child.pid());
        return child.pid();
    }
}
