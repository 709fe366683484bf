package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.ImageView;
import dev.pinisi.image.Transports;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.util.List;

/** {@code inspect}. */
final class InspectCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Inspect image IMAGE-NAME",
                "Return low-level information about \"IMAGE-NAME\" in a registry/transport\n" + Places.supported(),
                "[command options] IMAGE-NAME",
                List.of(
                        "inspect docker://registry.fedoraproject.org/fedora",
                        "inspect --config docker://docker.io/alpine",
                        "inspect --format \"Name: {{.Name}} Digest: {{.Digest}}\""
                                + " docker://registry.access.redhat.com/ubi8"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = ImageAccess.single().all(ImageAccess.shared(new OptionTable()));
        return Retries.options(table)
                .flag("raw", "output raw manifest or configuration")
                .flag("config", "output configuration")
                .string("format,f", "Format the output to a Go template")
                .flag("no-tags,n", "Do not list the available tags from the repository in the output")
                .string(
                        "manifest-digest",
                        "`ALGORITHM` to use for computing manifest digest (sha256, sha512); defaults to the one used in"
                                + " the config digest");
    }

    @Override
    public void run(Invocation call) throws IOException {
        call.expect(1, "Exactly one argument expected");
        String format = call.arguments().string("format");
        if (call.flag("raw") && !format.isEmpty()) {
            throw new Failure("raw output does not support format option");
        }
        String name = call.word(0);
        ImageTransport.Context context = ImageAccess.single().context(call);
        try (ImageSource source = Places.open(name, context)) {
            if (call.flag("raw") && !call.flag("config")) {
                write(call, source.manifest().raw());
                return;
            }
            ImageView image = view(source, call);
            if (call.flag("raw")) {
                write(call, image.config().raw());
            } else if (call.flag("config")) {
                Report.print(call, "inspect", format, ConfigReport.of(image.config()));
            } else {
                Digest digest = digest(call, image);
                Structure report = InspectReport.of(image, Places.repository(name), digest, tags(call, name, context));
                Report.print(
                        call,
                        "inspect",
                        format,
                        format.isEmpty() ? report : InspectReport.forTemplates(report, image.config()));
            }
        }
    }

    private static void write(Invocation call, RawDocument document) {
        byte[] bytes = document.bytes();
        call.out().write(bytes, 0, bytes.length);
    }

    private static ImageView view(ImageSource source, Invocation call) throws IOException {
        try {
            return ImageView.of(source, call.globals().platform());
        } catch (ImageException e) {
            throw new Failure("Error parsing manifest for image", e);
        }
    }

    private static Digest digest(Invocation call, ImageView image) {
        String wanted = call.arguments().string("manifest-digest");
        String algorithm = wanted.isEmpty() ? image.manifest().config().digest().algorithm() : wanted;
        try {
            return image.top().raw().digest(algorithm);
        } catch (SpecException e) {
            throw new Failure("Error computing manifest digest", e);
        }
    }

    private static List<String> tags(Invocation call, String name, ImageTransport.Context context) {
        if (call.flag("no-tags") || !Places.isRegistry(name)) {
            return List.of();
        }
        ImageReference reference = ImageReference.parse(name.substring(Places.REGISTRY.length()));
        try {
            return Transports.list(Places.REGISTRY + reference.repository(), context);
        } catch (ImageException e) {
            if (Places.forbidsListing(e)) {
                call.log().warn("Registry disallows tag list retrieval; skipping");
                return List.of();
            }
            throw new Failure("Error determining repository tags", e);
        }
    }
}
