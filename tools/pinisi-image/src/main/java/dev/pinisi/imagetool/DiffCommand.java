package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageDifference;
import dev.pinisi.image.ImageView;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.util.List;

/** {@code diff}: skopeo has no such. */
final class DiffCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Show what two images differ in",
                "Show what two images differ in: layers, configuration, files. A layer that both have is read once; times"
                        + " of\nmodification do not count.",
                "[command options] IMAGE-NAME IMAGE-NAME",
                List.of("diff docker://docker.io/library/debian:12 docker://docker.io/library/debian:12-slim"));
    }

    @Override
    public OptionTable options() {
        return ImageFlags.options().flag("no-files", "do not read layers: compare layers and configuration only");
    }

    @Override
    public void run(Invocation call) throws IOException {
        call.expectOrHelp(2, "Exactly two arguments expected");
        ImageTransport.Context context = ImageAccess.single().context(call);
        try (ImageSource first = Places.open(call.word(0), context);
                ImageSource second = Places.open(call.word(1), context)) {
            ImageView before = ImageFlags.view(call, first);
            ImageView after = ImageFlags.view(call, second);
            ImageDifference difference = call.flag("no-files")
                    ? ImageDifference.ofDocuments(before, after)
                    : ImageDifference.of(first, before, second, after);
            if (call.flag("json")) {
                call.out().print(GoJson.text(DifferenceReport.document(difference)));
            } else {
                DifferenceReport.print(call.out(), difference);
            }
        }
    }
}
