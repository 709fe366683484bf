package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code attach}. */
final class AttachCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Attach to a running container",
                "Joins this terminal to a running container, to watch it or to type into it.",
                "[options] CONTAINER",
                List.of("attach ctrID", "attach --no-stdin foobar"));
    }

    @Override
    public OptionTable options() {
        return Attachment.options(Targets.latest(new OptionTable())).flag("no-stdin", "Do not attach STDIN");
    }

    @Override
    public int run(Invocation call) {
        List<String> words = Targets.oneAndRest(call);
        if (words.size() != 1) {
            throw new CommandException("\"pinisi attach\" requires a name, id, or the \"--latest\" flag");
        }
        return Attachment.exitCode(
                call.containers().get(words.get(0)).attach(Attachment.streams(call, !call.flag("no-stdin"))));
    }
}
