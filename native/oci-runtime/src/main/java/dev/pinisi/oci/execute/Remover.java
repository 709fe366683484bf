package dev.pinisi.oci.execute;

import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.config.Hook;
import dev.pinisi.oci.hooks.HookRunner;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateStore;
import dev.pinisi.oci.state.Status;
import java.util.List;

/** Ends containers and removes what is left of them. */
public final class Remover {
    private static final int SIGKILL = 9;
    private static final long PATIENCE_MILLIS = 10_000;

    private final StateStore store;
    private final Log log;

    public Remover(StateStore store, Log log) {
        this.store = store;
        this.log = log;
    }

    /** Signals every process of the container. */
    public void signalAll(ContainerState state, int signal) {
        if (state.cgroups().isEmpty()) {
            Processes.signal(state.pid(), signal);
        }
        for (int pid : HostCgroups.of(state).processes()) {
            Processes.signal(pid, signal);
        }
    }

    /** Kills the first process, with which the kernel kills those of its pid namespace, and waits until it is gone. */
    public void killAndWait(StateDirectory directory, ContainerState state, int signal) {
        int pidfd = Processes.openPidfd(state.pid());
        if (pidfd < 0) {
            return;
        }
        Processes.signalByPidfd(pidfd, signal);
        thawToDie(state);
        Clock.poll(new int[] {pidfd}, PATIENCE_MILLIS);
        Files.close(pidfd);
        if (directory.status(state) != Status.STOPPED) {
            throw new ContainerException("container " + state.id() + " is still running after it was killed");
        }
    }

    /** Frozen processes take no signal, not even the last one. */
    public static void thawToDie(ContainerState state) {
        Cgroup cgroup = HostCgroups.of(state);
        if (cgroup.isFrozen()) {
            cgroup.thaw();
        }
    }

    /** Without a pid namespace of its own, a container's further processes outlive the first. */
    private static void emptyCgroup(ContainerState state) {
        Cgroup cgroup = HostCgroups.of(state);
        if (cgroup.killAll()) {
            return;
        }
        for (int pid : cgroup.processes()) {
            Processes.signal(pid, SIGKILL);
        }
        thawToDie(state);
    }

    /** Removes what is left of a container that has ended, and runs the hooks for that. */
    public void remove(ContainerState state) {
        StateDirectory directory = store.directory(state.id());
        List<Hook> hooks = state.poststop() ? directory.config().hooks().poststop() : List.of();
        if (!state.ownPids()) {
            emptyCgroup(state);
        }
        ContainerScope.leave(state.unit());
        HostCgroups.of(state).remove();
        HostResctrl.remove(directory);
        directory.remove();
        HookState hookState = new HookState(state.ociVersion(), state.id(), state.bundle(), state.annotations());
        HookRunner.runAllRegardless("poststop", hooks, hookState.json("stopped", 0), log);
    }
}
