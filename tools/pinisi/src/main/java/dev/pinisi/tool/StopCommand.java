package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import java.util.List;
import java.util.OptionalInt;

/** {@code stop}. */
final class StopCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Stop one or more containers",
                "Sends the container's stop signal, and SIGKILL to what has not ended when the time is up.",
                "[options] CONTAINER [CONTAINER...]",
                List.of("stop ctrID", "stop --time 2 mywebserver 6e534f14da9d"));
    }

    @Override
    public OptionTable options() {
        return Targets.latest(new OptionTable())
                .flag("all,a", "Stop all running containers")
                .array("cidfile", "Read the container ID from the file")
                .array("filter,f", "Choose containers by these conditions")
                .flag("ignore,i", "Ignore errors when a specified container is missing")
                .integer("time,t", "Seconds to wait for stop before killing the container", "")
                .alias("timeout", "time");
    }

    @Override
    public int run(Invocation call) {
        OptionalInt timeout = seconds(call);
        return Each.ofThose(call.console(), Targets.several(call), call.flag("ignore"), target -> {
            Container container = call.containers().get(target);
            if (!call.flag("all") || Targets.runs(container.info())) {
                container.stop(timeout);
                call.out().println(call.flag("all") ? container.id() : target).flush();
            }
        });
    }

    /** The value of {@code --time}; -1 means for ever. */
    static OptionalInt seconds(Invocation call) {
        if (!call.arguments().has("time")) {
            return OptionalInt.empty();
        }
        long value = call.arguments().number("time");
        return OptionalInt.of(value < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, value));
    }
}
