package dev.pinisi.image;

import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.Platform;
import java.io.IOException;
import java.util.List;

/**
 * The image of one platform, looked at where it is: its documents, nothing of its layers.
 *
 * <pre>{@code
 * try (ImageSource source = Transports.open("docker://quay.io/podman/hello", context)) {
 *     ImageView image = ImageView.of(source, Platform.host());
 *     image.layers().forEach(layer -> System.out.println(layer.blob().size()));
 * }
 * }</pre>
 *
 * @param top what the source's name stands for: the manifest itself, or an index that it was selected from
 * @param layers from the bottom up
 */
public record ImageView(Manifest top, ImageManifest manifest, ImageConfig config, List<ImageRecord.Layer> layers) {

    /**
     * Reads the manifest for the platform and the configuration, both verified.
     *
     * @throws ImageException if there is none for the platform, or one is malformed
     */
    public static ImageView of(ImageSource source, Platform platform) throws IOException {
        SelectedImage image = SelectedImage.of(source, platform);
        return new ImageView(source.manifest(), image.manifest(), image.config(), image.layers());
    }
}
