package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code load}. */
final class LoadCommand implements Command {
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

    @Override
    public Manual manual() {
        return new Manual(
                "Load image(s) from a tar archive",
                "Takes the images of a docker-archive, an oci-archive or an OCI layout into local storage.",
                "[options]",
                List.of("load -i image.tar", "load < image.tar"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("input,i", "Read from specified archive file (default: stdin)")
                .flag("quiet,q", "Suppress the output")
                .string("signature-policy", PullFlags.SIGNATURE_POLICY);
    }

    @Override
    public int run(Invocation call) {
        call.expectNoWords();
        String input = call.arguments().string("input");
        if (!input.isEmpty()) {
            if (!Files.exists(Path.of(input))) {
                throw new CommandException("load " + input + ": no such file or directory");
            }
            return load(call, Path.of(input));
        }
        if (call.console().isTerminal(0)) {
            throw new CommandException("cannot read from terminal, use command-line redirection or the --input flag");
        }
        return load(call, STANDARD_INPUT);
    }

    private static int load(Invocation call, Path archive) {
        for (String name : Transfer.load(call, archive)) {
            call.out().print("Loaded image: ").println(name);
        }
        return 0;
    }
}
