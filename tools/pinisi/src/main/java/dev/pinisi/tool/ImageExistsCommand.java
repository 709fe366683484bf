package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code image exists}. */
final class ImageExistsCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Check if an image exists in local storage",
                "Ends with 0 if the image exists, with 1 if it does not. Prints nothing.",
                "IMAGE",
                List.of("image exists busybox || pinisi pull busybox"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable();
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        return call.images().find(call.words().get(0)).isPresent() ? 0 : 1;
    }
}
