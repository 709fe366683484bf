package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** {@code save}. */
final class SaveCommand implements Command {
    private static final List<String> FORMATS = List.of("docker-archive", "oci-archive", "oci-dir", "docker-dir");
    private static final int BUFFER = 1 << 16;

    @Override
    public Manual manual() {
        return new Manual(
                "Save image(s) to an archive",
                "Writes images to an archive (docker-archive, oci-archive) or into a directory (oci-dir, docker-dir).",
                "[options] IMAGE [IMAGE...]",
                List.of("save --quiet -o myimage.tar imageID", "save > alpine-all.tar alpine:latest"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("format", "Save image to docker-archive, oci-archive, oci-dir or docker-dir", "docker-archive")
                .flag("multi-image-archive,m", "Take all arguments as images; they are in any case")
                .string("output,o", "Write to a specified file (default: stdout, which must be redirected)")
                .flag("quiet,q", "Suppress the output")
                .unsupported("compress uncompressed");
    }

    @Override
    public int run(Invocation call) {
        call.expectAtLeast(1);
        String format = call.arguments().string("format");
        if (!FORMATS.contains(format)) {
            throw new CommandException(
                    "--format " + format + " is not known: use one of " + String.join(", ", FORMATS));
        }
        String output = call.arguments().string("output");
        if (output.isEmpty() && call.console().isTerminal(1)) {
            throw new CommandException("refusing to save to terminal. Use -o flag or redirect");
        }
        if (output.isEmpty()) {
            writeOut(call, format);
        } else {
            call.images().save(call.words(), format, Path.of(output).toAbsolutePath());
        }
        return 0;
    }

    private static void writeOut(Invocation call, String format) {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER)) {
            call.images().save(call.words(), format, out);
        } catch (IOException e) {
            throw new CommandException("save: " + Failure.message(e), e);
        }
    }
}
