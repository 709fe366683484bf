package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.util.List;

/** {@code untag}. */
final class UntagCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Remove a name from a local image",
                "Takes names from an image; all of them if none is given. The image stays.",
                "IMAGE [NAME...]",
                List.of("untag 0e3bbc2", "untag imageID:latest otherImageName:latest"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable();
    }

    @Override
    public int run(Invocation call) {
        call.expectAtLeast(1);
        List<String> words = call.words();
        call.images().untag(words.get(0), words.subList(1, words.size()));
        return 0;
    }
}
