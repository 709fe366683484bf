package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.Signature;
import dev.pinisi.image.SimpleSigning;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code standalone-sign}. */
final class StandaloneSignCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Create a signature using local files",
                "Create a signature using local files",
                "[command options] MANIFEST DOCKER-REFERENCE KEY-FINGERPRINT --output|-o SIGNATURE",
                List.of());
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("output,o", "output the signature to `SIGNATURE`")
                .string("passphrase-file", "file that contains a passphrase for the --sign-by key");
    }

    @Override
    public void run(Invocation call) {
        String output = call.arguments().string("output");
        if (call.words().size() != 3 || output.isEmpty()) {
            throw new Failure("Usage: " + ImageTool.NAME
                    + " standalone-sign manifest docker-reference key-fingerprint -o signature");
        }
        RawDocument manifest = RawDocument.of(Input.read("manifest", call.word(0)));
        byte[] signature = sign(call, manifest);
        try {
            Files.write(Path.of(output), signature);
        } catch (IOException e) {
            throw new Failure("Error writing signature to " + output, e);
        }
    }

    private static byte[] sign(Invocation call, RawDocument manifest) {
        try {
            Signature made = SimpleSigning.create(
                    manifest.digest(),
                    ImageReference.parse(call.word(1)),
                    call.word(2),
                    Passphrases.inFile(call.arguments().string("passphrase-file")));
            return made.payload().bytes();
        } catch (RuntimeException e) {
            throw new Failure("Error creating signature", e);
        }
    }
}
