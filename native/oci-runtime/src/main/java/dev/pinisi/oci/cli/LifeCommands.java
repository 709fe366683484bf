package dev.pinisi.oci.cli;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.execute.ContainerException;
import dev.pinisi.oci.execute.HookState;
import dev.pinisi.oci.execute.Remover;
import dev.pinisi.oci.hooks.HookRunner;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;

/** {@code start}, {@code kill} and {@code delete}. */
final class LifeCommands {
    private static final int SIGKILL = 9;

    private LifeCommands() {}

    static int start(Invocation invocation) {
        String id = invocation.onlyId(invocation.flags());
        StateDirectory directory = invocation.store().find(id);
        directory.lock();
        ContainerState state = directory.state();
        Status status = directory.status(state);
        if (status != Status.CREATED) {
            throw new StateException("cannot start a container that is not created: " + id + " is " + status.word());
        }
        if (!directory.release()) {
            throw new StateException("cannot start " + id + ": its process has ended");
        }
        Config config = directory.config();
        HookState hookState = new HookState(state.ociVersion(), id, state.bundle(), state.annotations());
        HookRunner.runAll("poststart", config.hooks().poststart(), hookState.json("running", state.pid()));
        return 0;
    }

    static int kill(Invocation invocation) {
        Flags flags = invocation.flags("all/a");
        String id = invocation.id(flags);
        int signal = SignalNames.parse(flags.rest().size() > 1 ? flags.rest().get(1) : "TERM");
        StateDirectory directory = invocation.store().find(id);
        ContainerState state = directory.state();
        if (flags.has("all")) {
            invocation.remover().signalAll(state, signal);
            thawIfFatal(state, signal);
            return 0;
        }
        int pidfd = Processes.openPidfd(state.pid());
        boolean ended = directory.status(state) == Status.STOPPED;
        int result = ended ? -Errno.ESRCH : Processes.signalByPidfd(pidfd, signal);
        if (result == -Errno.ESRCH) {
            throw new StateException("container not running: " + id + " has ended");
        }
        KernelException.check(result, "signal process", Integer.toString(state.pid()));
        thawIfFatal(state, signal);
        return 0;
    }

    private static void thawIfFatal(ContainerState state, int signal) {
        if (signal == SIGKILL) {
            Remover.thawToDie(state);
        }
    }

    static int delete(Invocation invocation) {
        Flags flags = invocation.flags("force/f");
        String id = invocation.onlyId(flags);
        boolean force = flags.has("force");
        if (force && !invocation.store().hasDirectory(id)) {
            return 0;
        }
        StateDirectory directory = invocation.store().directory(id);
        if (force && !directory.hasState()) {
            directory.remove();
            return 0;
        }
        directory = invocation.store().find(id);
        directory.lock();
        ContainerState state = directory.state();
        Status status = invocation.status(directory, state);
        if ((status == Status.RUNNING || status == Status.PAUSED) && !force) {
            throw new ContainerException("cannot delete container " + id + " that is not stopped: " + status.word());
        }
        if (status != Status.STOPPED) {
            invocation.remover().killAndWait(directory, state, SIGKILL);
        }
        invocation.remover().remove(state);
        return 0;
    }
}
