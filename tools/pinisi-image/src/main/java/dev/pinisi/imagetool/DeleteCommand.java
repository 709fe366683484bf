package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
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
        Places.check("source", call.word(0));
        Transports.delete(call.word(0), ImageAccess.single().context(call));
    }
}
