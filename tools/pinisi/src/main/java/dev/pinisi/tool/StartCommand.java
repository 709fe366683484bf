package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.AttachStreams;
import dev.pinisi.engine.Container;
import java.util.List;

/** {@code start}. */
final class StartCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Start one or more containers",
                "Starts containers that were created or have ended.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("start 860a4b231279 5421ab43b45", "start --interactive --attach ctrID"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = Targets.latest(new OptionTable())
                .flag("all", "Start all containers that do not run")
                .flag("attach,a", "Attach container's STDOUT and STDERR")
                .array("filter,f", "Choose containers by these conditions")
                .flag("interactive,i", "Make STDIN available to the contained process");
        return Attachment.options(table);
    }

    @Override
    public int run(Invocation call) {
        if (call.words().isEmpty()
                && !call.flag("all")
                && !call.flag("latest")
                && !call.arguments().has("filter")) {
            throw new CommandException("start requires at least one argument");
        }
        List<String> targets = Targets.several(call);
        boolean attach = call.flag("attach") || call.flag("interactive");
        if (attach && targets.size() > 1) {
            throw new CommandException("you cannot start and attach multiple containers at once");
        }
        if (attach) {
            AttachStreams streams = Attachment.streams(call, call.flag("interactive"));
            return Attachment.exitCode(call.containers().get(targets.get(0)).startAttached(streams));
        }
        return Each.of(call.console(), targets, target -> start(call, target));
    }

    private static void start(Invocation call, String target) {
        Container container = call.containers().get(target);
        if (!Targets.runs(container.info())) {
            container.start();
        } else if (call.flag("all")) {
            return;
        }
        call.out().println(target).flush();
    }
}
