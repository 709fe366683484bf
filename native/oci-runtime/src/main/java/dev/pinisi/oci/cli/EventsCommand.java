package dev.pinisi.oci.cli;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.events.Statistics;
import dev.pinisi.oci.execute.HostCgroups;
import dev.pinisi.oci.execute.KernelCgroupFiles;
import dev.pinisi.oci.execute.OutOfMemoryWatch;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;

/** {@code events}: statistics now and then and notices when memory ran out, a line of JSON each. */
final class EventsCommand {
    private EventsCommand() {}

    static int run(Invocation invocation) {
        Flags flags = invocation.flags("interval=", "stats");
        long interval = Duration.milliseconds("--interval", flags.value("interval", "5s"));
        StateDirectory directory = invocation.store().find(invocation.onlyId(flags));
        ContainerState state = directory.state();
        int pidfd = Processes.openPidfd(state.pid());
        if (directory.status(state) == Status.STOPPED) {
            throw new StateException("container " + state.id() + " is not running");
        }
        Statistics statistics = new Statistics(new CgroupPlace(state.cgroups()), new KernelCgroupFiles());
        if (flags.has("stats")) {
            Output.write(statistics.event(state.id()) + "\n");
            return 0;
        }
        follow(state, statistics, pidfd, interval);
        return 0;
    }

    /** Until the container's first process ends. */
    private static void follow(ContainerState state, Statistics statistics, int pidfd, long interval) {
        CgroupPlace place = new CgroupPlace(state.cgroups());
        OutOfMemoryWatch memory = OutOfMemoryWatch.of(place, HostCgroups.of(state));
        String outOfMemory = new JsonWriter()
                .object()
                .name("type")
                .value("oom")
                .name("id")
                .value(state.id())
                .end()
                .toString();
        int[] watched = {pidfd, memory.descriptor()};
        long next = Clock.monotonicMillis() + interval;
        boolean ended = false;
        while (!ended) {
            long ready = Clock.poll(watched, Math.max(next - Clock.monotonicMillis(), 0));
            ended = (ready & 1) != 0;
            for (long count = ready == 0 ? 0 : memory.happened(); count > 0; count--) {
                Output.write(outOfMemory + "\n");
            }
            if (!ended && Clock.monotonicMillis() >= next) {
                writeApart(statistics, state.id());
                next += interval;
            }
        }
    }

    /** In a process of its own, whose memory goes with it: nothing else would give it back (decision 001). */
    private static void writeApart(Statistics statistics, String id) {
        int pid = (int) check(Processes.fork(0), "fork to read statistics");
        if (pid == 0) {
            Output.write(statistics.event(id) + "\n");
            Processes.exit(0);
        }
        check(Processes.waitFor(pid, 0), "wait for statistics");
    }
}
