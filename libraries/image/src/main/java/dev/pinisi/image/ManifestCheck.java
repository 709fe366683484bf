package dev.pinisi.image;

import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Manifest;
import java.io.IOException;

/** Decides whether an image may be copied, before anything of it is written. */
@FunctionalInterface
public interface ManifestCheck {
    /** Lets everything pass. */
    ManifestCheck NONE = new ManifestCheck() {
        @Override
        public void check(ImageSource source, Manifest manifest) {
            // nothing is asked
        }
    };

    /**
     * Goes on, if the image is accepted. Asked for what the name stands for, and for each image of an index that is
     * copied.
     *
     * @throws ImageException of kind {@link ImageException.Kind#REJECTED}, naming the requirement that failed
     */
    void check(ImageSource source, Manifest manifest) throws IOException;
}
