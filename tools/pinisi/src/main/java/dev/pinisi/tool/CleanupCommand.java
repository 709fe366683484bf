package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.engine.RemoveOptions;
import java.util.List;

/** {@code container cleanup}: what the monitor runs when a container has ended. */
final class CleanupCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Clean up network and mountpoints of one or more containers",
                "Takes down what a container that has ended leaves behind. The monitor calls this by itself; it is for"
                        + " people only when that failed.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("container cleanup ctrID1 ctrID2", "container cleanup --all"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Clean up all containers")
                .string("attended", "`File` that a process in the foreground locks while it cleans up itself")
                .flag("rm", "After cleanup, remove the container entirely")
                .unsupported("exec rmi");
    }

    @Override
    public int run(Invocation call) {
        RemoveOptions options = RemoveOptions.DEFAULT;
        return Each.ofThose(call.console(), Targets.several(call), true, target -> {
            Container container = call.containers().get(target);
            if (call.flag("all") && Targets.runs(container.info())) {
                return;
            }
            container.cleanUp();
            if (call.flag("rm")) {
                container.remove(options);
            }
        });
    }
}
