package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.MountedImage;
import java.util.ArrayList;
import java.util.List;

/** {@code image unmount}. */
final class ImageUnmountCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Unmount an image's root filesystem",
                "Takes back what image mount did. An image that was mounted several times stays mounted until it was"
                        + " unmounted as often.",
                "[options] IMAGE [IMAGE...]",
                List.of("image unmount imgID", "image unmount imgID1 imgID2 imgID3", "image unmount --all"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Unmount all of the currently mounted images")
                .flag("force,f", "Force the complete unmount of the specified mounted images");
    }

    @Override
    public int run(Invocation call) {
        List<String> names = new ArrayList<>(call.words());
        if (names.isEmpty() && !call.flag("all")) {
            throw new CommandException("image name or ID must be specified");
        }
        if (!names.isEmpty() && call.flag("all")) {
            throw new CommandException("when using the --all switch, you may not pass any image names or IDs");
        }
        if (call.flag("all")) {
            for (MountedImage mount : call.images().mounted()) {
                names.add(mount.image().id());
            }
        }
        return Each.of(
                call.console(), names, name -> call.out().println(call.images().unmount(name, call.flag("force"))));
    }
}
