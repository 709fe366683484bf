package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.LayerCopies;
import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Digest;
import java.io.IOException;

/**
 * Copies one image from a source into a store. Layers that are there are not fetched; the others are fetched, verified,
 * decompressed and handed to the destination side by side.
 */
public final class ImageCopier {
    private ImageCopier() {}

    /**
     * Copies the image of the platform.
     *
     * @return the image's ID
     * @throws ImageException if it fails; nothing of the image is visible then
     */
    public static Digest copy(ImageSource source, ImageDestination destination, CopyOptions options) {
        try {
            SelectedImage image = SelectedImage.of(source, options.platform());
            options.cancel().check();
            LayerCopies.copy(image, source, destination, options);
            return destination.commit(new ImageRecord(
                    image.manifest(),
                    image.config(),
                    options.names(),
                    options.repositories(),
                    image.index(),
                    image.layers()));
        } catch (ImageDestinationException e) {
            throw new ImageException(Kind.NOT_STORED, source.name() + ": " + e.getMessage(), e);
        } catch (ImageException e) {
            throw e.kind() == Kind.CANCELLED ? e : e.within(source.name());
        } catch (IOException e) {
            throw new ImageException(Kind.UNREACHABLE, source.name() + ": " + e.getMessage(), e);
        }
    }
}
