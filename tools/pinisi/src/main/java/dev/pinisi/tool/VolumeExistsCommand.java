package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;

/** {@code volume exists}. */
final class VolumeExistsCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of("Check if a volume exists: exit code 0 if it does, 1 if not", "VOLUME");
    }

    @Override
    public OptionTable options() {
        return new OptionTable();
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        return call.engine().volumes().find(call.words().get(0)).isPresent() ? 0 : 1;
    }
}
