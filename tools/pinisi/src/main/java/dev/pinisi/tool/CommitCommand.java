package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.CommitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code commit}. */
final class CommitCommand implements Command {
    static final String CHANGES =
            "CMD | ENTRYPOINT | ENV | EXPOSE | LABEL | ONBUILD | STOPSIGNAL | USER | VOLUME | WORKDIR";

    @Override
    public Manual manual() {
        return new Manual(
                "Create new image based on the changed container",
                "Makes an image of a container: its image, its changes as one more layer, its settings as defaults.",
                "[options] CONTAINER [IMAGE]",
                List.of(
                        "commit -q --author \"firstName lastName\" reverent_golick image-committed",
                        "commit -q --pause=false containerID image-committed",
                        "commit --change \"CMD /bin/serve\" containerID"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("author,a", "Set the author for the image committed")
                .array("change,c", "Apply the following possible instructions to the created image: " + CHANGES)
                .string("format,f", "Format of the image manifest and metadata: oci or docker", "oci")
                .string("iidfile", "File to write the image ID to")
                .flag("include-volumes", "Include container volumes as image volumes")
                .string("message,m", "Set commit message for imported image; with --format docker only")
                .flag("pause,p", "Pause container during commit")
                .flag("quiet,q", "Suppress output; only the ID is shown in any case")
                .flag("squash,s", "Squash newly built layers into a single new layer")
                .unsupported("config");
    }

    @Override
    public int run(Invocation call) {
        List<String> words = call.words();
        if (words.isEmpty() || words.size() > 2) {
            throw new CommandException("accepts between 1 and 2 arg(s), received " + words.size());
        }
        String id = call.containers().get(words.get(0)).commit(spec(call.arguments(), words));
        String file = call.arguments().string("iidfile");
        if (!file.isEmpty()) {
            write(file, id);
        }
        call.out().println(id);
        return 0;
    }

    private static CommitSpec spec(Arguments arguments, List<String> words) {
        String format = arguments.string("format");
        if (!format.equals("oci") && !format.equals("docker")) {
            throw new CommandException("unrecognized image format \"" + format + "\"");
        }
        return new CommitSpec(
                words.size() == 2 ? words.get(1) : "",
                arguments.list("change"),
                arguments.string("author"),
                arguments.string("message"),
                arguments.flag("pause"),
                arguments.flag("include-volumes"),
                arguments.flag("squash"),
                format.equals("docker"));
    }

    private static void write(String file, String id) {
        try {
            Files.writeString(Path.of(file), id);
        } catch (IOException e) {
            throw new CommandException("failed to write image ID to " + file + ": " + Failure.message(e), e);
        }
    }
}
