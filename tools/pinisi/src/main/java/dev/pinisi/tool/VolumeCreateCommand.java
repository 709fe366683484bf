package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;

/** {@code volume create}. */
final class VolumeCreateCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of("Create a new volume", "NAME");
    }

    @Override
    public OptionTable options() {
        return new OptionTable().unsupported("driver gid ignore label opt uid");
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        String name = call.words().get(0);
        call.engine().volumes().create(name);
        call.out().println(name);
        return 0;
    }
}
