package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.LayerCopies;
import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.internal.transfer.Transfer;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;

/**
 * Copies images: into a store, which unpacks their layers, or to any other place, which takes them as they are.
 *
 * <pre>{@code
 * ImageTransport.Context context = new ImageTransport.Context(RegistryOptions.of(ConfigPlaces.ofThisProcess()), temporary);
 * try (ImageSource source = Transports.open("docker://quay.io/podman/hello", context);
 *         BlobDestination destination = Transports.create("oci:/tmp/layout:hello", context)) {
 *     Manifest written = ImageCopier.copy(source, destination, TransferOptions.defaults());
 *     System.out.println(written.raw().digest());
 * }
 * }</pre>
 */
public final class ImageCopier {
    private ImageCopier() {}

    /**
     * Copies the image of the platform into a store. Layers that are there are not fetched; the others are fetched,
     * verified, decompressed and handed to the destination side by side.
     *
     * @return the image's ID
     * @throws ImageException if it fails; nothing of the image is visible then
     */
    public static Digest copy(ImageSource source, ImageDestination destination, CopyOptions options) {
        try {
            SelectedImage image = SelectedImage.of(source, options.platform(), options.check());
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

    /**
     * Copies an image, or an index and its images, and makes it visible at the destination. Blobs that are there are
     * not sent; manifests are converted, and layers compressed anew, only where the destination or the options want it.
     *
     * @return the manifest or index that the destination's name now stands for
     * @throws ImageException if it fails; nothing is visible at the destination then
     */
    public static Manifest copy(ImageSource source, BlobDestination destination, TransferOptions options) {
        try {
            return Transfer.run(source, destination, options);
        } catch (ImageException e) {
            if (e.kind() != Kind.CANCELLED) {
                throw e.within(source.name());
            }
            discard(destination, e);
            throw e;
        } catch (ImageDestinationException | IOException e) {
            throw new ImageException(
                    Kind.NOT_STORED,
                    "copying " + source.name() + " to " + destination.name() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void discard(BlobDestination destination, ImageException cancelled) {
        try {
            destination.discard();
        } catch (IOException e) {
            cancelled.addSuppressed(e);
        }
    }
}
