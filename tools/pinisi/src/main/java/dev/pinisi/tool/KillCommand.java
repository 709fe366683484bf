package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import dev.pinisi.linux.SignalNames;
import java.util.List;

/** {@code kill}. */
final class KillCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Kill one or more running containers with a specific signal",
                "Sends a signal to the first process of each container: SIGKILL, or what --signal names.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("kill mywebserver", "kill --signal TERM ctrID"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Signal all running containers")
                .array("cidfile", "Read the container ID from the file")
                .string("signal,s", "Signal to send to the container", "KILL");
    }

    @Override
    public int run(Invocation call) {
        int signal = signal(call.arguments().string("signal"));
        return Each.of(call.console(), Targets.several(call), target -> {
            Container container = call.containers().get(target);
            if (!call.flag("all") || Targets.runs(container.info())) {
                container.kill(signal);
                call.out().println(call.flag("all") ? container.id() : target).flush();
            }
        });
    }

    /** The number of a signal: {@code TERM}, {@code SIGTERM}, {@code 15}. */
    static int signal(String name) {
        return SignalNames.number(name).orElseThrow(() -> new CommandException("invalid signal: " + name));
    }
}
