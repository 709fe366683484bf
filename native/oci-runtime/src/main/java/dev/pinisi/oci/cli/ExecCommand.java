package dev.pinisi.oci.cli;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.ProcessConfig;
import dev.pinisi.oci.execute.ConsoleLine;
import dev.pinisi.oci.execute.ContainerExec;
import dev.pinisi.oci.execute.ExecRequest;
import dev.pinisi.oci.execute.Foreground;
import dev.pinisi.oci.execute.Handover;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.state.StateDirectory;
import dev.pinisi.oci.state.StateException;
import dev.pinisi.oci.state.Status;
import java.util.List;

/** {@code exec}: a further process, described by options or by a file. */
final class ExecCommand {
    private static final String[] OPTIONS = {
        "process/p=",
        "env/e=",
        "user/u=",
        "tty/t",
        "cwd=",
        "cap/c=",
        "additional-gids/g=",
        "apparmor=",
        "process-label=",
        "no-new-privs",
        "pid-file=",
        "console-socket=",
        "pidfd-socket=",
        "cgroup=",
        "preserve-fds=",
        "detach/d",
        "ignore-paused",
        "no-subreaper",
    };

    private ExecCommand() {}

    static int run(Invocation invocation) {
        Flags flags = invocation.flags(OPTIONS);
        StateDirectory directory = invocation.store().find(invocation.id(flags));
        Config config = directory.config();
        checkStatus(invocation, directory, flags);
        ProcessConfig process = process(flags, config);
        boolean detach = flags.has("detach");
        Handover handover = CreateCommand.handover(flags, 0);
        ExecRequest request = new ExecRequest(process, handover, cgroups(directory, flags.values("cgroup")));
        ConsoleLine console = ConsoleLine.open(process.terminal(), handover.consoleSocket(), detach);
        if (detach) {
            ContainerExec.start(request, config, directory, console, invocation.log());
            return 0;
        }
        Foreground foreground = Foreground.begin(!flags.has("no-subreaper"));
        int pid = ContainerExec.start(request, config, directory, console, invocation.log());
        return foreground.await(pid, console.relay());
    }

    private static CgroupPlace cgroups(StateDirectory directory, List<String> below) {
        CgroupPlace cgroups = new CgroupPlace(directory.state().cgroups());
        try {
            return below.isEmpty() ? cgroups : cgroups.below(below);
        } catch (IllegalArgumentException e) {
            throw new UsageException("exec: --cgroup: " + e.getMessage());
        }
    }

    private static void checkStatus(Invocation invocation, StateDirectory directory, Flags flags) {
        ContainerState state = directory.state();
        Status status = invocation.status(directory, state);
        if (status == Status.STOPPED) {
            throw new StateException("cannot exec in a stopped container: " + state.id());
        }
        if (status == Status.PAUSED && !flags.has("ignore-paused")) {
            throw new StateException("cannot exec in a paused container (use --ignore-paused to override)");
        }
    }

    private static ProcessConfig process(Flags flags, Config config) {
        String file = flags.value("process", "");
        if (!file.isEmpty()) {
            return ProcessConfig.read(JsonCursor.parse(FileContents.read(file)))
                    .confinedAs(config.process().orElseThrow());
        }
        List<String> rest = flags.rest();
        if (rest.size() < 2) {
            throw new UsageException("exec: the program to run is missing");
        }
        ProcessConfig own = config.process().orElseThrow();
        return new ExecProcess(flags).from(own, rest.subList(1, rest.size()));
    }
}
