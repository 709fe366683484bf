package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.RemoveOptions;
import java.util.List;

/** {@code rm}. Exit code 1: a container is not there; 2: it runs. */
final class RmCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Remove one or more containers",
                "Removes containers with all that belongs to them; their images stay. Those that run are removed only"
                        + " with --force.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("rm ctrID", "rm mywebserver myflaskserver 860a4b23", "rm --force --all"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Remove all containers")
                .array("cidfile", "Read the container ID from the file")
                .array("filter", "Choose containers by these conditions")
                .flag("force,f", "Stop a running container first; ignore missing ones")
                .flag("ignore,i", "Ignore errors when a specified container is missing")
                .integer("time,t", "Seconds to wait for stop before killing the container", "")
                .flag("volumes,v", "Remove anonymous volumes associated with the container")
                .alias("timeout", "time")
                .unsupported("depend");
    }

    @Override
    public int run(Invocation call) {
        RemoveOptions options = new RemoveOptions(call.flag("force"), call.flag("volumes"), StopCommand.seconds(call));
        boolean ignore = call.flag("ignore") || call.flag("force");
        return Each.ofThose(call.console(), Targets.several(call), ignore, target -> {
            remove(call, target, options);
            call.out().println(target).flush();
        });
    }

    private static void remove(Invocation call, String target, RemoveOptions options) {
        try {
            Container container = call.containers().get(target);
            container.remove(options);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.WRONG_STATE) {
                throw new CommandException(2, Failure.message(e));
            }
            if (e.kind() == EngineException.Kind.NO_SUCH_CONTAINER && !options.force() && !call.flag("ignore")) {
                throw new CommandException(1, Failure.message(e));
            }
            throw e;
        }
    }
}
