package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.Transports;
import java.util.List;

/** {@code delete}. */
final class DeleteCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Delete image IMAGE-NAME",
                "Delete an \"IMAGE_NAME\" from a transport\n" + Places.supported(),
                "[command options] IMAGE-NAME",
                List.of("delete docker://registry.example.com/example/pause:latest"));
    }

    @Override
    public OptionTable options() {
        return Retries.options(ImageAccess.single().all(ImageAccess.shared(new OptionTable())));
    }

    @Override
    public void run(Invocation call) {
        call.expect(1, "Usage: delete imageReference");
        String name = call.word(0);
        Places.check("source", name);
        try {
            Transports.delete(name, ImageAccess.single().context(call));
        } catch (ImageException e) {
            if (e.kind() == ImageException.Kind.NOT_FOUND && Places.isRegistry(name)) {
                throw new Failure("Unable to delete " + name.substring(Places.REGISTRY.length())
                        + ". Image may not exist or is not stored with a v2 Schema in a v2 registry");
            }
            throw e;
        }
    }
}
