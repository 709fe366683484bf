package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.Compression;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code copy}. */
final class CopyCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Copy an IMAGE-NAME from one location to another",
                "Container \"IMAGE-NAME\" uses a \"transport\":\"details\" format.\n\n" + Places.supported(),
                "[command options] SOURCE-IMAGE DESTINATION-IMAGE",
                List.of("copy docker://quay.io/skopeo/stable:latest docker://registry.example.com/skopeo:latest"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = ImageAccess.shared(new OptionTable());
        ImageAccess.source().all(table);
        ImageAccess.destination().all(table);
        return CopyFlags.destination(CopyFlags.shared(Retries.options(table)))
                .strings("additional-tag", "additional tags (supports docker-archive)")
                .flag("all,a", "Copy all images if SOURCE-IMAGE is a list")
                .string("digestfile", "Write the digest of the pushed image to the specified file")
                .unsigned(
                        "image-parallel-copies",
                        "Maximum number of image layers to be copied (pulled/pushed) simultaneously. Not setting this"
                                + " field will fall back to the library's default.",
                        "")
                .string("multi-arch", "How to handle multi-architecture images (system, all, or index-only)")
                .flag("quiet,q", "Suppress output information when copying images")
                .string(
                        "sign-identity",
                        "Identity of signed image, must be a fully specified docker reference. Defaults to the target"
                                + " docker reference.")
                .alias("screds", "src-creds")
                .alias("dcreds", "dest-creds")
                .unsupported("decryption-key encrypt-layer encryption-key");
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }

    @Override
    public void run(Invocation call) throws IOException {
        call.expectOrHelp(2, "Exactly two arguments expected");
        String from = call.word(0);
        String to = call.word(1);
        Places.check("source", from);
        Places.check("destination", to);
        ImageTransport.Context reading = ImageAccess.source().context(call);
        ImageTransport.Context writing = ImageAccess.destination().context(call, additionalTags(call.arguments()));
        TransferOptions.Builder options = CopyFlags.read(call).instances(instances(call));
        Optional<Compression> compression = CopyFlags.compression(call, to);
        compression.ifPresent(options::compression);
        if (call.arguments().has("image-parallel-copies")) {
            options.parallel(Math.clamp(call.arguments().number("image-parallel-copies"), 1, 64));
        }
        Digest written = new CopyRun(call, reading, writing).copy(from, to, options);
        String digestFile = call.arguments().string("digestfile");
        if (!digestFile.isEmpty()) {
            write(Path.of(digestFile), written);
        }
    }

    private static Instances instances(Invocation call) {
        Arguments arguments = call.arguments();
        boolean all = arguments.flag("all");
        if (all && arguments.has("multi-arch")) {
            throw new Failure("Cannot use --all and --multi-arch flags together");
        }
        String wanted = all ? "all" : arguments.has("multi-arch") ? arguments.string("multi-arch") : "system";
        return switch (wanted) {
            case "all" -> new Instances.All();
            case "system" -> new Instances.One(call.globals().platform());
            case "index-only" -> new Instances.IndexOnly();
            default ->
                throw new Failure("unknown multi-arch option " + Quoted.of(wanted)
                        + ". Choose one of the supported options: 'system', 'all', or 'index-only'");
        };
    }

    private static List<String> additionalTags(Arguments arguments) {
        List<String> names = new ArrayList<>();
        for (String tag : arguments.list("additional-tag")) {
            ImageReference reference = ImageReference.parse(tag);
            if (reference.tag().isEmpty()) {
                throw new Failure("additional-tag '" + tag + "' must be a tagged reference");
            }
            names.add(reference.toString());
        }
        return names;
    }

    private static void write(Path file, Digest digest) {
        try {
            Files.writeString(file, digest.toString());
        } catch (IOException e) {
            throw new Failure("Failed to write digest to file " + Quoted.of(file.toString()), e);
        }
    }
}
