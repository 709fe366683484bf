package dev.pinisi.imagetool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageValidation;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code validate}: skopeo has no such. */
final class ValidateCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Check the digests and documents of an image",
                "Read all of \"IMAGE-NAME\", every image of an index, recompute every digest and size, those of"
                        + " uncompressed layers\ntoo, and hold the documents against the OCI image specification.",
                "[command options] IMAGE-NAME",
                List.of("validate docker://docker.io/library/debian", "validate oci-archive:image.tar"));
    }

    @Override
    public OptionTable options() {
        return ImageFlags.options().flag("quiet,q", "print findings only");
    }

    @Override
    public void run(Invocation call) throws IOException {
        call.expectOrHelp(1, "Exactly one argument expected");
        ImageValidation result;
        try (ImageSource source = Places.open(call.word(0), ImageAccess.single().context(call))) {
            result = ImageValidation.of(source, call.cancel());
        }
        if (call.flag("json")) {
            call.out().print(GoJson.text(document(result)));
        } else {
            print(call, result);
        }
        if (!result.isValid()) {
            throw new Failure(call.word(0) + " is not valid");
        }
    }

    private static void print(Invocation call, ImageValidation result) {
        for (ImageValidation.Finding finding : result.findings()) {
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            call.out().println(severity + ": " + finding.where() + ": " + finding.problem());
        }
        if (!call.flag("quiet")) {
            call.out()
                    .println("checked " + result.images() + " images, " + result.blobs() + " blobs, "
                            + ByteSize.show(result.bytes(), " "));
        }
    }

    private static Json document(ImageValidation result) {
        List<Json> findings = new ArrayList<>();
        for (ImageValidation.Finding finding : result.findings()) {
            findings.add(new Fields()
                    .text("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .text("where", finding.where())
                    .text("problem", finding.problem())
                    .object());
        }
        return new Fields()
                .bool("valid", result.isValid())
                .number("images", result.images())
                .number("blobs", result.blobs())
                .number("bytes", result.bytes())
                .json("findings", new Json.Arr(findings))
                .object();
    }
}
