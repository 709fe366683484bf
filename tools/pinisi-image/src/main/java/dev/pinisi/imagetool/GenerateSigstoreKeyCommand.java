package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.SigstoreSigning;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** {@code generate-sigstore-key}. */
final class GenerateSigstoreKeyCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Generate a sigstore public/private key pair",
                "Generate a sigstore public/private key pair",
                "[command options] --output-prefix PREFIX",
                List.of("generate-sigstore-key --output-prefix my-key"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("output-prefix", "Write the keys to `PREFIX`.pub and PREFIX.private")
                .string("passphrase-file", "Read a passphrase for the private key from `PATH`");
    }

    @Override
    public void run(Invocation call) {
        String prefix = call.arguments().string("output-prefix");
        if (!call.words().isEmpty() || prefix.isEmpty()) {
            throw new Failure("Usage: generate-sigstore-key --output-prefix PREFIX");
        }
        String publicFile = prefix + ".pub";
        String privateFile = prefix + ".private";
        refuseExisting(publicFile);
        refuseExisting(privateFile);
        String passphrase = Passphrases.inFile(call.arguments().string("passphrase-file"))
                .orElseGet(() -> Passphrases.ask(call, privateFile));
        SigstoreSigning.KeyFiles keys = SigstoreSigning.generateKey(passphrase);
        write(privateFile, keys.privateKey(), "rw-------");
        write(publicFile, keys.publicKey(), "rw-r--r--");
        call.out().println("Key written to " + Quoted.of(privateFile) + " and " + Quoted.of(publicFile));
    }

    private static void refuseExisting(String file) {
        if (Files.exists(Path.of(file), LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure("Refusing to overwrite existing " + Quoted.of(file));
        }
    }

    private static void write(String file, RawDocument key, String permissions) {
        try (FileChannel channel = FileChannel.open(
                        Path.of(file),
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(key.bytes());
        } catch (IOException e) {
            throw new Failure("Error writing key to " + Quoted.of(file), e);
        }
    }
}
