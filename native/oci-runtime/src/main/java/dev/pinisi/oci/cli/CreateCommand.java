package dev.pinisi.oci.cli;

import dev.pinisi.oci.execute.ContainerCreator;
import dev.pinisi.oci.execute.CreateRequest;
import dev.pinisi.oci.execute.Created;
import dev.pinisi.oci.execute.Foreground;
import dev.pinisi.oci.execute.Handover;
import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.state.StateDirectory;

/** {@code create} and {@code run}. */
final class CreateCommand {
    private static final String[] OPTIONS = {
        "bundle/b=",
        "console-socket=",
        "pidfd-socket=",
        "pid-file=",
        "no-pivot",
        "no-new-keyring",
        "preserve-fds=",
        "detach/d",
        "keep",
        "no-subreaper"
    };

    private CreateCommand() {}

    static int create(Invocation invocation) {
        Flags flags = invocation.flags(OPTIONS);
        ContainerCreator.create(request(invocation, flags, true), invocation.store(), invocation.log());
        return 0;
    }

    static int run(Invocation invocation) {
        Flags flags = invocation.flags(OPTIONS);
        CreateRequest request = request(invocation, flags, false);
        if (flags.has("detach")) {
            ContainerCreator.create(request, invocation.store(), invocation.log());
            return 0;
        }
        Foreground foreground = Foreground.begin(!flags.has("no-subreaper"));
        Created created = ContainerCreator.create(request, invocation.store(), invocation.log());
        return attend(created, foreground, flags.has("keep"), invocation);
    }

    /** Stays until the container's end; the result is its exit code. */
    static int attend(Created created, Foreground foreground, boolean keep, Invocation invocation) {
        int code = foreground.await(created.state().pid(), created.console().relay());
        StateDirectory directory = invocation.store().directory(created.state().id());
        // a checkpoint that ended it removes it as well
        if (!keep && directory.lock() && directory.hasState()) {
            invocation.remover().remove(created.state());
        }
        return code;
    }

    private static CreateRequest request(Invocation invocation, Flags flags, boolean waitForStart) {
        return new CreateRequest(
                invocation.onlyId(flags),
                absolute(flags.value("bundle", ".")),
                handover(flags, listening()),
                flags.has("no-pivot"),
                !flags.has("no-new-keyring"),
                invocation.systemd(),
                waitForStart,
                flags.has("detach"));
    }

    /** What the options that create, run and exec share say. */
    static Handover handover(Flags flags, int listening) {
        Handover handover = new Handover(
                flags.value("console-socket", ""),
                flags.value("pidfd-socket", ""),
                flags.value("pid-file", ""),
                listening,
                flags.number("preserve-fds", 0));
        handover.checkDescriptors();
        return handover;
    }

    /** The sockets that a service manager gave to this very process, sd_listen_fds(3). */
    private static int listening() {
        String count = Arguments.variable("LISTEN_FDS");
        boolean forUs = !count.isEmpty() && Arguments.variable("LISTEN_PID").equals(Integer.toString(Processes.id()));
        return forUs ? Flags.number("LISTEN_FDS", count) : 0;
    }

    static String absolute(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (trimmed.startsWith("/")) {
            return trimmed;
        }
        String here = Files.workingDirectory();
        return trimmed.equals(".") ? here : (here.equals("/") ? "" : here) + "/" + trimmed;
    }
}
