package dev.pinisi.oci.execute;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.hooks.HookRunner;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.netlink.NetworkDevices;
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
    private final ContainerDesign design;
    private final Config config;

    private ContainerCreator(CreateRequest request, StateStore store, Log log) {
        this.request = request;
        this.store = store;
        this.log = log;
        design = new ContainerDesign(request, log);
        config = design.config();
    }

    /** Makes it, up to its start or up to its program. Leaves nothing behind if that fails. */
    public static Created create(CreateRequest request, StateStore store, Log log) {
        return new ContainerCreator(request, store, log).create();
    }

    private Created create() {
        Optional<Filter> filter = Filter.of(config.linux().seccomp());
        ConsoleLine console = ConsoleLine.open(
                design.hasTerminal(), request.handover().consoleSocket(), request.waitForStart() || request.detach());
        StateDirectory directory = store.claim(request.id());
        Optional<Child> child = Optional.empty();
        try {
            int fifo = request.waitForStart() ? directory.makeStartFifo() : -1;
            InitContext context = new InitContext(
                    log,
                    joinsItself() ? design.joinFiles() : List.of(),
                    fifo,
                    console.childEnd(),
                    request.handover(),
                    filter,
                    design.hookState(),
                    0,
                    OpenSources.of(design.plan(), config.linux().has(NamespaceKind.USER)));
            child = Optional.of(Child.start(design.plan(), config.linux().timeOffsets(), context));
            return new Created(supervise(child.get(), directory), console);
        } catch (RuntimeException e) {
            child.ifPresent(Child::kill);
            design.removeGroups(directory);
            directory.remove();
            throw e;
        }
    }

    private ContainerState supervise(Child child, StateDirectory directory) {
        if (config.linux().creates(NamespaceKind.USER)) {
            UserMappings.write(
                    child.pid(),
                    "linux.uidMappings",
                    config.linux().uidMappings(),
                    config.linux().gidMappings());
            child.tell(Parent.MAPPINGS_WRITTEN);
        }
        // before the process goes on to where it would wait for ever: whoever kills us now can still delete it
        ContainerState state = design.state(child.pid());
        directory.save(state, design.document());
        design.makeGroups(child.pid(), directory);
        if (!joinsItself()) {
            design.cgroup().add(child.pid());
        }
        child.tell(Parent.CGROUP_MADE);
        child.follow(request.waitForStart(), what -> help(what, child.pid()));
        request.handover().announce(child.pid());
        if (!request.waitForStart()) {
            HookRunner.runAll(
                    "poststart", config.hooks().poststart(), design.hookState().json("running", child.pid()));
        }
        return state;
    }

    private void help(byte what, int pid) {
        if (what == Parent.DEVICES_MOVED) {
            NetworkDevices.move(config.linux().netDevices(), pid);
        } else {
            design.runHooks(pid);
        }
    }

    /** From inside a user namespace, control groups cannot be written to. */
    private boolean joinsItself() {
        return !config.linux().has(NamespaceKind.USER);
    }
}
