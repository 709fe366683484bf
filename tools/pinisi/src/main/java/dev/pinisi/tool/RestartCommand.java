package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import java.util.List;
import java.util.OptionalInt;

/** {@code restart}. */
final class RestartCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Restart one or more containers",
                "Stops the containers that run, and starts all that are named.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("restart ctrID", "restart --time 2 ctrID"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Restart all containers")
                .flag("running", "With --all, only those that run")
                .array("filter,f", "Choose containers by these conditions")
                .array("cidfile", "Read the container ID from the file")
                .integer("time,t", "Seconds to wait for stop before killing the container", "")
                .alias("timeout", "time");
    }

    @Override
    public int run(Invocation call) {
        OptionalInt timeout = StopCommand.seconds(call);
        return Each.of(call.console(), Targets.several(call), target -> {
            Container container = call.containers().get(target);
            boolean runs = Targets.runs(container.info());
            if (!runs && call.flag("running")) {
                return;
            }
            if (runs) {
                container.stop(timeout);
            }
            container.start();
            call.out().println(target).flush();
        });
    }
}
