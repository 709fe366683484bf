package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.Transports;
import dev.pinisi.image.spi.ImageTransport;
import java.util.List;

/** {@code list-tags}. */
final class ListTagsCommand implements Command {
    private static final List<String> SUPPORTED = List.of("docker", "docker-archive", "containers-storage");

    @Override
    public Manual manual() {
        return new Manual(
                "List tags in the transport/repository specified by the SOURCE-IMAGE",
                "Return the list of tags from the transport/repository \"SOURCE-IMAGE\"\n\nSupported transports:\n"
                        + String.join(" ", SUPPORTED)
                        + "\n\nSee pinisi-image's guide, \"Image names\", for the expected format",
                "[command options] SOURCE-IMAGE",
                List.of("list-tags docker://docker.io/fedora"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = ImageAccess.single().registry(ImageAccess.shared(new OptionTable()));
        return Retries.options(table);
    }

    @Override
    public void run(Invocation call) {
        call.expectOrHelp(1, "Exactly one non-option argument expected");
        String name = call.word(0);
        if (!Transports.isLocation(name)) {
            throw new Failure("Invalid " + Quoted.of(name) + ": does not specify a transport");
        }
        String transport = name.substring(0, name.indexOf(':'));
        if (!SUPPORTED.contains(transport)) {
            throw new Failure("Unsupported transport '" + transport + "' for tag listing. Only supported: "
                    + String.join(", ", SUPPORTED));
        }
        ImageTransport.Context context = ImageAccess.single().context(call);
        String repository = transport.equals("docker") ? repository(name) : "";
        Structure report = new Structure()
                .unlessEmpty("Repository", "Repository", Values.text(repository))
                .always("Tags", "Tags", Values.strings(tags(name, context)));
        call.out().print(GoJson.text(report.document()));
    }

    private static String repository(String name) {
        if (!Places.isRegistry(name)) {
            throw new Failure("docker: image reference " + name + " does not start with docker://");
        }
        ImageReference reference = ImageReference.parse(name.substring(Places.REGISTRY.length()));
        if (reference.tag().isPresent() || reference.digest().isPresent()) {
            throw new Failure("No tag or digest allowed in reference");
        }
        return reference.repository();
    }

    private static List<String> tags(String name, ImageTransport.Context context) {
        try {
            return Transports.list(name, context);
        } catch (ImageException e) {
            throw Places.isRegistry(name) ? Failure.ordinary("Error listing repository tags", e) : e;
        }
    }
}
