package dev.pinisi.image.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What only some kinds of places heed.
 *
 * @param sharedBlobs {@code oci:} keeps its blobs here instead, shared among layouts
 * @param acceptUncompressed {@code oci:} and {@code oci-archive:} take uncompressed layers as they are, instead of
 *     wanting them compressed
 * @param daemonHost where {@code docker-daemon:} finds the daemon: {@code unix:///run/docker.sock},
 *     {@code tcp://HOST:PORT} with TLS, {@code http://HOST:PORT}; else DOCKER_HOST or the usual socket
 * @param additionalNames {@code docker-archive:} names the image so, too
 */
public record PlaceOptions(
        Optional<Path> sharedBlobs,
        boolean acceptUncompressed,
        Optional<String> daemonHost,
        List<String> additionalNames) {
    /** Nothing special. */
    public static final PlaceOptions NONE = new PlaceOptions(Optional.empty(), false, Optional.empty(), List.of());

    public PlaceOptions {
        additionalNames = List.copyOf(additionalNames);
    }
}
