package dev.pinisi.imagetool;

import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageView;
import dev.pinisi.image.spi.ImageSource;
import java.io.IOException;

/** What the commands that look into images, which skopeo has not, have in common. */
final class ImageFlags {
    private ImageFlags() {}

    static OptionTable options() {
        OptionTable table = ImageAccess.single().all(ImageAccess.shared(new OptionTable()));
        return Retries.options(table).flag("json", "output JSON");
    }

    /** The image for the platform that the user wants. */
    static ImageView view(Invocation call, ImageSource source) throws IOException {
        return ImageView.of(source, call.globals().platform());
    }
}
