package dev.pinisi.tool;

import dev.pinisi.image.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;

/** The images that come with the distribution: {@code localhost/NAME} is there without a registry. */
final class ShippedImages {
    static final String PREFIX = "localhost/";

    private ShippedImages() {}

    /**
     * Puts the image into the store if it is one of those.
     *
     * @return whether it is
     */
    static boolean provide(Invocation call, String name) {
        String home = call.engine().options().home();
        if (home.isEmpty() || !name.startsWith(PREFIX)) {
            return false;
        }
        String bare = name.endsWith(":latest") ? name.substring(0, name.length() - ":latest".length()) : name;
        String base = bare.substring(PREFIX.length());
        Path archive = Path.of(home, "share", "images", base + ".tar");
        if (base.indexOf('/') >= 0 || base.startsWith(".") || !Files.isRegularFile(archive)) {
            return false;
        }
        call.images().load(archive, "", ProgressListener.SILENT);
        return true;
    }
}
