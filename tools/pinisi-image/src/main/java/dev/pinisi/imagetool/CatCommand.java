package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageFiles;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code cat}: skopeo has no such. */
final class CatCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Print files of an image",
                "Print the content of files in \"IMAGE-NAME\" without pulling it: layers are read from the top until the"
                        + " file\nis found, and only in part where they have a table of contents (eStargz,"
                        + " zstd:chunked).",
                "[command options] IMAGE-NAME PATH [PATH...]",
                List.of("cat docker://docker.io/library/debian /etc/os-release"));
    }

    @Override
    public OptionTable options() {
        OptionTable table = ImageAccess.single().all(ImageAccess.shared(new OptionTable()));
        return Retries.options(table);
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }

    @Override
    public void run(Invocation call) throws IOException {
        if (call.words().size() < 2) {
            throw new Failure("An image and at least one path expected", true);
        }
        String name = call.word(0);
        ImageTransport.Context context = ImageAccess.single().context(call);
        try (ImageSource source = Retries.run(call, () -> Places.open(name, context));
                OutputStream out = call.out().stream()) {
            ImageFiles files = ImageFiles.of(source, ImageFlags.view(call, source));
            for (String path : call.words().subList(1, call.words().size())) {
                files.read(path, out);
            }
        }
    }
}
