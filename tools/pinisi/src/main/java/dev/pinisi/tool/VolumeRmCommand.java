package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.ArrayList;
import java.util.List;

/** {@code volume rm}. */
final class VolumeRmCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of("Remove one or more volumes", "[options] VOLUME [VOLUME...]");
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Remove all volumes")
                .flag("force,f", "Ignore volumes that are not there")
                .unsupported("time");
    }

    @Override
    public int run(Invocation call) {
        List<String> targets = new ArrayList<>(call.words());
        if (call.flag("all")) {
            targets.addAll(call.engine().volumes().list());
        } else if (targets.isEmpty()) {
            throw new CommandException("choose either volume name or the --all flag");
        }
        return Each.ofThose(call.console(), targets, call.flag("force"), target -> {
            call.engine().volumes().remove(target);
            call.out().println(target).flush();
        });
    }
}
