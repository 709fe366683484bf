package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code create}. */
final class CreateCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Create but do not start a container",
                "Creates a container from an image and prints its ID. `pinisi start` starts it.",
                "[options] IMAGE [COMMAND [ARG...]]",
                List.of("create busybox ls", "create --name web -p 8080:80 httpd"));
    }

    @Override
    public OptionTable options() {
        return ContainerOptions.table().unsupported("init-ctr");
    }

    @Override
    public int run(Invocation call) {
        call.out().println(new Creation(call).create(false).id());
        return 0;
    }
}
