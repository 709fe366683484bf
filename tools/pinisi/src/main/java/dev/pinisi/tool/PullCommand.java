package dev.pinisi.tool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.PullOptions;
import java.util.List;

/** {@code pull}. */
final class PullCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Pull an image from a registry",
                "Pulls an image from a registry and stores it locally. Without a tag, the tag latest is meant.",
                "[options] IMAGE [IMAGE...]",
                List.of("pull imageName", "pull fedora:latest"));
    }

    @Override
    public OptionTable options() {
        return PullFlags.options(new OptionTable())
                .string("policy", "Pull image policy (\"always\"|\"missing\"|\"never\"|\"newer\")", "always")
                .unsupported("all-tags");
    }

    @Override
    public int run(Invocation call) {
        call.expectAtLeast(1);
        PullOptions options = PullFlags.read(call.arguments(), call.arguments().string("policy"));
        return Each.of(call.console(), call.words(), name -> {
            ImageInfo image = Transfer.pull(call, name, options);
            call.out().println(image.id()).flush();
        });
    }
}
