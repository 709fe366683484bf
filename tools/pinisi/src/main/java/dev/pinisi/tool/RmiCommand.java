package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ImageFilter;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.RemovedImage;
import java.util.ArrayList;
import java.util.List;

/** {@code rmi}. Exit code 1: an image is not there; 2: containers use it. */
final class RmiCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Remove one or more images from local storage",
                "Takes a name from an image, and removes the image if that was its last name.",
                "[options] IMAGE [IMAGE...]",
                List.of("rmi imageID", "rmi --force alpine", "rmi c4dfb1609ee2 93fd78260bd1"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .flag("all,a", "Remove all images")
                .flag("force,f", "Remove the image with all its names and the containers that use it")
                .flag("ignore,i", "Ignore errors if a specified image does not exist")
                .flag("no-prune", "Accepted for compatibility: there are no parent images");
    }

    @Override
    public int run(Invocation call) {
        List<String> targets = new ArrayList<>(call.words());
        if (call.flag("all")) {
            for (ImageInfo image : call.images().list(ImageFilter.ALL)) {
                if (!image.readOnly()) {
                    targets.add(image.id());
                }
            }
        } else if (targets.isEmpty()) {
            throw new CommandException("image name or ID must be specified");
        }
        boolean ignore = call.flag("ignore") || call.flag("force");
        return Each.ofThose(call.console(), targets, ignore, target -> remove(call, target, ignore));
    }

    private static void remove(Invocation call, String target, boolean ignoreMissing) {
        try {
            RemovedImage removed = call.images().remove(target, call.flag("force"));
            for (String name : shown(removed.untagged())) {
                call.out().print("Untagged: ").println(name);
            }
            for (String id : removed.deleted()) {
                call.out().print("Deleted: ").println(id);
            }
            call.out().flush();
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.NO_SUCH_IMAGE && !ignoreMissing) {
                throw new CommandException(1, Failure.message(e));
            }
            throw e;
        }
    }

    /** Names with tags; those with digests only where there are no others, as podman has it. */
    private static List<String> shown(List<String> names) {
        List<String> tagged = new ArrayList<>();
        for (String name : names) {
            if (name.indexOf('@') < 0) {
                tagged.add(name);
            }
        }
        return tagged.isEmpty() ? names : tagged;
    }
}
