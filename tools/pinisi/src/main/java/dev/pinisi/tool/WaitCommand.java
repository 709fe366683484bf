package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.ContainerState;
import java.util.List;

/** {@code wait}. */
final class WaitCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Block on one or more containers",
                "Blocks until the containers have ended, then prints their exit codes.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("wait ctrID", "wait --condition running ctrID"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .strings("condition", "Wait until it is created, running, exited or stopped")
                .flag("ignore", "Ignore if a container does not exist; -1 is printed for it")
                .string("interval,i", "Accepted for compatibility: nothing polls", "250ms")
                .unsupported("exit-first-match");
    }

    @Override
    public int run(Invocation call) {
        if (call.words().isEmpty() && !call.flag("latest")) {
            throw new CommandException("\"pinisi wait\" requires a name, id, or the \"--latest\" flag");
        }
        List<String> conditions = call.arguments().list("condition");
        if (conditions.size() > 1) {
            throw new CommandException("--condition: only one condition at a time is supported");
        }
        return Each.of(call.console(), Targets.several(call), target -> {
            if (call.flag("ignore") && call.containers().find(target).isEmpty()) {
                call.out().println("-1").flush();
                return;
            }
            Container container = call.containers().get(target);
            int code = conditions.isEmpty() ? container.waitForExit() : await(container, conditions.get(0));
            call.out().println(Integer.toString(code)).flush();
        });
    }

    private static int await(Container container, String condition) {
        switch (condition) {
            case "created" -> container.waitFor(ContainerState.CREATED);
            case "running" -> container.waitFor(ContainerState.RUNNING);
            case "exited", "stopped" -> {
                return container.waitForExit();
            }
            default ->
                throw new CommandException(
                        "--condition " + condition + ": must be created, running, exited or stopped");
        }
        return -1;
    }
}
