package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.Container;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code export}. */
final class ExportCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Export container's filesystem contents as a tar archive",
                "Writes all files of a container's root file system as a tar archive, without what is mounted in it.",
                "[options] CONTAINER",
                List.of("export ctrID > myCtr.tar", "export --output=\"myCtr.tar\" ctrID"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("output,o", "Write to a specified file (default: stdout, which must be redirected)");
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        String output = call.arguments().string("output");
        if (output.isEmpty() && call.console().isTerminal(1)) {
            throw new CommandException("refusing to export to terminal. Use -o flag or redirect");
        }
        Container container = call.containers().get(call.words().get(0));
        try (OutputStream out = open(output)) {
            container.fileSystem().export(out);
        } catch (IOException e) {
            throw new CommandException("export: " + Failure.message(e), e);
        }
        return 0;
    }

    private static OutputStream open(String output) throws IOException {
        return output.isEmpty() ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(Path.of(output));
    }
}
