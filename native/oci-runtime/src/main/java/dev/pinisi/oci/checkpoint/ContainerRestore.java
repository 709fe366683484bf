package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.execute.ConsoleLine;
import dev.pinisi.oci.execute.ContainerDesign;
import dev.pinisi.oci.execute.CreateRequest;
import dev.pinisi.oci.execute.Created;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateStore;
import java.util.List;
import java.util.Optional;

/** Makes a container that goes on where a checkpoint was written. */
public final class ContainerRestore {
    private static final int SIGKILL = 9;
    private static final String LOG = "restore.log";

    private final CreateRequest request;
    private final CriuOptions options;
    private final ContainerDesign design;
    private final ImageDirectory images;
    private final ConsoleLine console;
    private final StateDirectory directory;
    private Optional<ContainerState> restored = Optional.empty();
    private boolean terminalSent;

    private ContainerRestore(CreateRequest request, CriuOptions options, StateStore store, Log log) {
        this.request = request;
        this.options = options;
        images = ImageDirectory.find(options);
        design = new ContainerDesign(request, log);
        Criu.check(design.config());
        console = ConsoleLine.open(design.hasTerminal(), request.handover().consoleSocket(), request.detach());
        directory = store.claim(request.id());
    }

    /**
     * Makes it; its first process is a child of this one. Leaves nothing behind if that fails.
     *
     * @throws CheckpointException if the images are none, or do not fit to the bundle or the host
     */
    public static Created restore(CreateRequest request, CriuOptions options, StateStore store, Log log) {
        ContainerRestore restore = new ContainerRestore(request, options, store, log);
        try {
            return new Created(restore.perform(), restore.terminal());
        } catch (RuntimeException e) {
            restore.undo();
            throw e;
        }
    }

    private ContainerState perform() {
        Config config = design.config();
        Message message = Criu.options(config, options);
        message.flag(Option.EVASIVE_DEVICES, true).flag(Option.RESTORE_AS_SIBLING, true);
        message.textIfAny(Option.LSM_PROFILE, options.lsmProfile());
        message.textIfAny(Option.LSM_MOUNT_CONTEXT, options.lsmMountContext());
        images.describe(options, LOG, message);
        List<Integer> inherited = ExternalNamespaces.restore(config.linux(), message);
        inheritPipes(message);
        MountPoints.make(design.plan(), design.rootfs());
        ExternalMounts.restore(design.plan(), design.rootfs(), message);
        message.text(Option.ROOT, directory.mountRestoreRoot(design.rootfs()));
        try (CriuProcess criu = CriuProcess.start(inherited)) {
            enterGroups(criu.pid(), message);
            criu.ask(new Message().number(Rpc.TYPE, Rpc.RESTORE).message(Rpc.OPTIONS, message), this::onEvent);
        } catch (CheckpointException e) {
            throw Criu.failure("restore " + request.id(), e, options.logDirectory() + "/" + LOG);
        }
        directory.unmountRestoreRoot();
        ContainerState state = restored.orElseThrow(() -> new CheckpointException("criu named no restored process"));
        request.handover().announce(state.pid());
        return state;
    }

    /** The same pipes as before are those that this process has now. */
    private void inheritPipes(Message message) {
        List<String> streams = images.readStreams();
        for (int fd = 0; fd < streams.size() && fd <= 2; fd++) {
            if (streams.get(fd).startsWith("pipe:")) {
                message.message(
                        Option.INHERITED, new Message().text(1, streams.get(fd)).number(2, fd));
            }
        }
    }

    /**
     * CRIU itself goes there, so that what it makes is in them, too. Whoever kills us now can still delete all, the processes in
     * the control groups included, since CRIU's end does not end them.
     */
    private void enterGroups(int criu, Message message) {
        directory.save(design.state(criu).withoutOwnPids(), design.document());
        design.makeGroups(criu, directory);
        design.cgroup().add(criu);
        String groups = FileContents.text("/proc/" + criu + "/cgroup");
        int start = 0;
        for (int end = groups.indexOf('\n'); end >= 0; end = groups.indexOf('\n', start)) {
            String line = groups.substring(start, end);
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            addCgroupRoots(line.substring(first + 1, second), line.substring(second + 1), message);
            start = end + 1;
        }
    }

    private static void addCgroupRoots(String controllers, String path, Message message) {
        int start = 0;
        while (start >= 0) {
            int comma = controllers.indexOf(',', start);
            String name = controllers.substring(start, comma < 0 ? controllers.length() : comma);
            message.message(Option.CGROUP_ROOT, new Message().text(1, name).text(2, path));
            start = comma < 0 ? -1 : comma + 1;
        }
    }

    private void onEvent(String event, int pid, int descriptor) {
        switch (event) {
            case "setup-namespaces" -> {
                NewNetwork.setUp(design, pid);
                design.runHooks(pid);
            }
            case "post-restore" -> remember(pid);
            case "orphan-pts-master" -> sendTerminal(descriptor);
            default -> {}
        }
    }

    private void remember(int pid) {
        ContainerState state = design.state(pid);
        restored = Optional.of(state);
        directory.save(state, TimeNamespace.noted(design, pid));
    }

    private void sendTerminal(int terminal) {
        if (console.childEnd() >= 0) {
            int result = Sockets.sendDescriptor(console.childEnd(), Utf8.encode("/dev/ptmx"), terminal);
            check(result, "send the terminal over the console socket");
            terminalSent = true;
        }
    }

    /** A container whose terminal nobody held any more has none to relay. */
    private ConsoleLine terminal() {
        Files.close(console.childEnd());
        return terminalSent ? console : ConsoleLine.NONE;
    }

    private void undo() {
        restored.ifPresent(state -> {
            Processes.signal(state.pid(), SIGKILL);
            Processes.waitFor(state.pid(), 0);
        });
        design.removeGroups(directory);
        directory.remove();
    }
}
