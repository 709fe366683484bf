package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code rename}. */
final class RenameCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Rename an existing container",
                "Gives a container another name, whether it runs or not.",
                "CONTAINER NAME",
                List.of("rename containerA containerB"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable();
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(2);
        call.containers().get(call.words().get(0)).rename(call.words().get(1));
        return 0;
    }
}
