package dev.pinisi.oci.checkpoint;

import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.plan.HostFacts;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.PlanOptions;
import dev.pinisi.oci.plan.Planner;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import java.util.List;

/** Writes a running container to a checkpoint. */
public final class ContainerDump {
    private static final String LOG = "dump.log";

    private final ContainerState state;
    private final Config config;
    private final CriuOptions options;

    private ContainerDump(ContainerState state, Config config, CriuOptions options) {
        this.state = state;
        this.config = config;
        this.options = options;
    }

    /**
     * Its processes are ended by that, or go on as the options say.
     *
     * @throws CheckpointException if that fails: then they go on
     */
    public static void write(StateDirectory directory, CriuOptions options) {
        Config config = directory.config();
        Criu.check(config);
        new ContainerDump(directory.state(), config, options).write();
    }

    private void write() {
        ImageDirectory images = ImageDirectory.make(options);
        Message message = Criu.options(config, options);
        images.describe(options, LOG, message);
        describeContainer(message);
        if (!options.preDump()) {
            ExternalMounts.dump(plan(), state.rootfs(), state.pid(), message);
            images.writeStreams(state.streams());
        }
        int type = options.preDump() ? Rpc.PRE_DUMP : Rpc.DUMP;
        try (CriuProcess criu = CriuProcess.start(List.of())) {
            criu.ask(new Message().number(Rpc.TYPE, type).message(Rpc.OPTIONS, message), this::onEvent);
        } catch (CheckpointException e) {
            throw Criu.failure("checkpoint " + state.id(), e, options.logDirectory() + "/" + LOG);
        }
    }

    private void describeContainer(Message message) {
        message.number(Option.PID, state.pid()).text(Option.ROOT, state.rootfs());
        message.textIfAny(Option.PARENT_IMAGES, options.parent());
        message.flag(Option.TRACK_MEMORY, !options.parent().isEmpty());
        if (options.pageServer().port() != 0) {
            Message server = new Message();
            server.text(1, options.pageServer().address());
            server.number(2, options.pageServer().port());
            message.message(Option.PAGE_SERVER, server);
        }
        CgroupPlace place = new CgroupPlace(state.cgroups());
        message.textIfAny(
                Option.FREEZER, place.directory("freezer").or(place::unified).orElse(""));
        ExternalNamespaces.dump(config.linux(), message);
    }

    private Plan plan() {
        HostFacts facts = new HostFacts(
                Credentials.permitted(),
                new CgroupPlace(state.cgroups()),
                HostCgroups.read().unifiedOnly());
        return Planner.plan(config, facts, new PlanOptions(state.id(), state.bundle(), false, false, false));
    }

    /** Whoever asked to be told when pages can be fetched gets a zero byte. */
    private void onEvent(String event, int pid, int descriptor) {
        if (event.equals("status-ready") && options.readyFd() >= 0) {
            Files.write(options.readyFd(), new byte[1], 1);
            Files.close(options.readyFd());
        }
    }
}
