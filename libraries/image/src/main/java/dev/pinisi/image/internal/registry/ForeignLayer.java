package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.Origin;
import dev.pinisi.image.internal.http.TlsSettings;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer that is had from where its descriptor's {@code urls} say (image-spec, descriptor.md): registries may not hand
 * out foreign layers. Whoever does is not shown our credentials.
 */
public final class ForeignLayer implements BlobStream.Place {
    private final URI uri;
    private final RegistryOptions options;
    private final HttpClient http;
    private boolean reached;

    private ForeignLayer(URI uri, RegistryOptions options) {
        this.uri = uri;
        this.options = options;
        http = new HttpClient(
                options.patience().connect(),
                options.patience().stall(),
                options.places(),
                TlsSettings.of(
                        options.certificatesFor(uri.getAuthority()),
                        options.tlsVerify().orElse(true)),
                options.userAgent());
    }

    /**
     * Opens the blob at the first of its addresses that has it; what is read is not verified.
     *
     * @return empty if it has no address that can be asked: it is where its manifest is
     * @throws ImageException if none of them has it
     */
    public static Optional<InputStream> open(Descriptor blob, long offset, RegistryOptions options) {
        List<ImageException> failures = new ArrayList<>();
        for (String url : blob.urls()) {
            Optional<URI> uri = address(url);
            if (uri.isPresent()) {
                try {
                    return Optional.of(new BlobStream(new ForeignLayer(uri.get(), options), blob, offset));
                } catch (ImageException e) {
                    failures.add(e);
                }
            }
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        ImageException last = failures.removeLast();
        failures.forEach(last::addSuppressed);
        throw last;
    }

    private static Optional<URI> address(String url) {
        try {
            URI uri = URI.create(url);
            return Origin.isHttp(uri) ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String host() {
        return uri.getAuthority();
    }

    @Override
    public RegistryOptions options() {
        return options;
    }

    @Override
    public HttpResponse get(String what, String part, Map<String, String> headers) throws IOException {
        try {
            HttpResponse response = http.get(uri, headers);
            if (response.status() == 200 || response.status() == 206) {
                reached = true;
                return response;
            }
            response.close();
            throw new IOException("it answered with status " + response.status());
        } catch (IOException e) {
            if (reached) {
                throw e;
            }
            throw new ImageException(
                    Kind.UNREACHABLE,
                    what + " cannot be had from " + uri + ", where its manifest says it is: " + Failures.describe(e),
                    e);
        }
    }
}
