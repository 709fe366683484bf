package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code save}. */
final class SaveCommand implements Command {
    private static final int BUFFER = 1 << 16;

    @Override
    public Manual manual() {
        return new Manual(
                "Save image(s) to an archive",
                "Writes images to a docker-archive or an oci-archive.",
                "[options] IMAGE [IMAGE...]",
                List.of("save --quiet -o myimage.tar imageID", "save > alpine-all.tar alpine:latest"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("format", "Save image to docker-archive or oci-archive", "docker-archive")
                .flag("multi-image-archive,m", "Take all arguments as images; they are in any case")
                .string("output,o", "Write to a specified file (default: stdout, which must be redirected)")
                .flag("quiet,q", "Suppress the output")
                .unsupported("compress uncompressed");
    }

    @Override
    public int run(Invocation call) {
        call.expectAtLeast(1);
        String format = call.arguments().string("format");
        if (!format.equals("docker-archive") && !format.equals("oci-archive")) {
            throw new CommandException("--format " + format + " is not supported: use docker-archive or oci-archive");
        }
        String output = call.arguments().string("output");
        if (output.isEmpty() && call.console().isTerminal(1)) {
            throw new CommandException("refusing to save to terminal. Use -o flag or redirect");
        }
        try {
            if (output.isEmpty()) {
                write(call, format, new FileOutputStream(FileDescriptor.out));
            } else {
                writeFile(call, format, Path.of(output));
            }
        } catch (IOException e) {
            throw new CommandException("save: " + Failure.message(e), e);
        }
        return 0;
    }

    /** A file that could not be written whole does not stay. */
    private static void writeFile(Invocation call, String format, Path path) throws IOException {
        boolean written = false;
        try {
            write(call, format, new FileOutputStream(path.toFile()));
            written = true;
        } finally {
            if (!written && Files.isRegularFile(path)) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void write(Invocation call, String format, OutputStream to) throws IOException {
        try (OutputStream out = new BufferedOutputStream(to, BUFFER)) {
            call.images().save(call.words(), format, out);
        }
    }
}
