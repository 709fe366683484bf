package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.ImportSpec;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code import}. */
final class ImportCommand implements Command {
    private static final int TIMEOUT = 30_000;

    @Override
    public Manual manual() {
        return new Manual(
                "Import a tarball to create a filesystem image",
                "Makes an image of one layer of a tar archive, compressed with gzip or zstd or not at all; from a file,"
                        + " from stdin (-) or from an address.",
                "[options] PATH [REFERENCE]",
                List.of(
                        "import https://example.com/ctr.tar url-image",
                        "import --message \"importing the ctr.tar tarball\" - image-imported < ctr.tar",
                        "import --change CMD=/bin/bash ctr.tar"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("arch", "Set the architecture of the imported image")
                .array(
                        "change,c",
                        "Apply the following possible instructions to the created image: " + CommitCommand.CHANGES)
                .string("message,m", "Set commit message for imported image")
                .string("os", "Set the OS of the imported image")
                .flag("quiet,q", "Suppress output; only the ID is shown in any case")
                .string("variant", "Set the variant of the imported image")
                .unsupported("signature-policy");
    }

    @Override
    public int run(Invocation call) {
        List<String> words = call.words();
        if (words.isEmpty() || words.size() > 2) {
            throw new CommandException("accepts between 1 and 2 arg(s), received " + words.size());
        }
        Arguments arguments = call.arguments();
        ImportSpec spec = new ImportSpec(
                words.size() == 2 ? words.get(1) : "",
                arguments.list("change"),
                arguments.string("message"),
                arguments.string("os"),
                arguments.string("arch"),
                arguments.string("variant"));
        try (InputStream archive = open(call, words.get(0))) {
            call.out().println("sha256:" + call.images().importFiles(archive, spec));
        } catch (IOException e) {
            throw new CommandException("import " + words.get(0) + ": " + Failure.message(e), e);
        }
        return 0;
    }

    private static InputStream open(Invocation call, String source) throws IOException {
        if (source.equals("-")) {
            if (call.console().isTerminal(0)) {
                throw new CommandException("cannot read from terminal, use command-line redirection or name a file");
            }
            return new FileInputStream(FileDescriptor.in);
        }
        if (source.startsWith("http://") || source.startsWith("https://")) {
            return download(source);
        }
        try {
            return Files.newInputStream(Path.of(source));
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    "error opening \"" + source + "\": open " + source + ": no such file or directory");
        }
    }

    private static InputStream download(String address) throws IOException {
        try {
            URLConnection connection = new URI(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT);
            connection.setReadTimeout(TIMEOUT);
            if (connection instanceof HttpURLConnection http && http.getResponseCode() >= 400) {
                throw new CommandException("downloading " + address + ": status " + http.getResponseCode());
            }
            return connection.getInputStream();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new CommandException("downloading " + address + ": it is no address", e);
        } catch (IOException e) {
            throw new CommandException("downloading " + address + ": " + Failure.message(e), e);
        }
    }
}
