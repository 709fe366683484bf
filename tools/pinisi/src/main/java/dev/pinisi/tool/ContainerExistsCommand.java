package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code container exists}. */
final class ContainerExistsCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Check if a container exists in local storage",
                "Ends with 0 if the container exists, with 1 if it does not. Prints nothing.",
                "CONTAINER",
                List.of("container exists myctr || pinisi run --name myctr IMAGE"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable().unsupported("external");
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        return call.containers().find(call.words().get(0)).isPresent() ? 0 : 1;
    }
}
