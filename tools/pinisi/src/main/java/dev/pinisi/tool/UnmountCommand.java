package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import java.util.List;

/** {@code unmount}. */
final class UnmountCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Unmount working container's root filesystem",
                "Takes back what mount did. A root file system that was mounted several times stays mounted until it"
                        + " was unmounted as often; that of a running container stays in any case.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("unmount ctrID", "unmount ctrID1 ctrID2 ctrID3", "unmount --all"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Unmount all of the currently mounted containers")
                .flag("force,f", "Force the complete unmount of the specified mounted containers");
    }

    @Override
    public int run(Invocation call) {
        boolean all = call.flag("all");
        if (all && !call.words().isEmpty()) {
            throw new CommandException("no arguments are needed with --all");
        }
        return Each.of(call.console(), Targets.several(call), target -> {
            Container container = call.containers().get(target);
            boolean runs = Targets.runs(container.info());
            if (all && container.fileSystem().mountPoint().isEmpty()) {
                return;
            }
            container.fileSystem().unmount(call.flag("force"));
            if (!runs) {
                call.out().println(all ? container.id() : target);
            }
        });
    }
}
