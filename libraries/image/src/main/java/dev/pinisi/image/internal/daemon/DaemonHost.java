package dev.pinisi.image.internal.daemon;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpRequest;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.TlsSettings;
import dev.pinisi.image.internal.http.UnixSocketClient;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where a daemon listens, and how it is talked to there. */
sealed interface DaemonHost {
    /** As DOCKER_HOST would have it. */
    String name();

    /**
     * Makes a request and waits for the head of the answer.
     *
     * @param path below the API's root
     * @param headers besides those that the connection needs
     */
    HttpResponse exchange(String method, String path, Map<String, String> headers, HttpRequest.Body body)
            throws IOException;

    /** The one that the option names, else DOCKER_HOST, else the usual socket. */
    static DaemonHost of(ImageTransport.Context context) {
        Optional<String> option = context.options().daemonHost();
        String host = option.isPresent()
                ? option.get()
                : context.registries().places().variable("DOCKER_HOST").orElse(Local.SCHEME + "/var/run/docker.sock");
        if (host.startsWith(Local.SCHEME)) {
            return new Local(Path.of(host.substring(Local.SCHEME.length())));
        }
        RegistryOptions options = context.registries();
        return option.isPresent() ? Remote.ofOption(host, options) : Remote.ofEnvironment(host, options);
    }

    /** On this machine. */
    record Local(Path socket) implements DaemonHost {
        private static final String SCHEME = "unix://";

        @Override
        public String name() {
            return SCHEME + socket;
        }

        @Override
        public HttpResponse exchange(String method, String path, Map<String, String> headers, HttpRequest.Body body)
                throws IOException {
            return UnixSocketClient.exchange(
                    socket, new HttpRequest(method, URI.create("http://docker" + path), headers, body));
        }
    }

    /**
     * Across the network.
     *
     * @param base {@code https://HOST:PORT}, perhaps with a path
     */
    record Remote(String name, URI base, HttpClient client) implements DaemonHost {
        /** Docker's ports, without TLS and with it. */
        private static final int PORT = 2375;

        private static final int PORT_OF_TLS = 2376;
        private static final Duration CONNECT = Duration.ofSeconds(15);
        /** A daemon answers when it has taken an image in, which takes as long as it takes. */
        private static final Duration STALL = Duration.ofHours(6);

        /** As skopeo's {@code --daemon-host} means it: {@code tcp://} is TLS, {@code http://} is not. */
        static Remote ofOption(String host, RegistryOptions options) {
            return of(host, true, options.certificates(), options.tlsVerify().orElse(true), options);
        }

        /** As Docker's own client means DOCKER_HOST: {@code tcp://} is TLS where DOCKER_TLS_VERIFY or DOCKER_CERT_PATH says so. */
        static Remote ofEnvironment(String host, RegistryOptions options) {
            ConfigPlaces places = options.places();
            boolean verify = places.variable("DOCKER_TLS_VERIFY").isPresent();
            Optional<Path> named = places.file("DOCKER_CERT_PATH");
            Optional<Path> own = named.isPresent() || !verify
                    ? named
                    : Optional.of(places.home().resolve(".docker"));
            Optional<Path> certificates = options.certificates().or(() -> own);
            boolean verified = options.tlsVerify().orElse(verify || named.isEmpty());
            return of(host, certificates.isPresent(), certificates, verified, options);
        }

        private static Remote of(
                String host, boolean tls, Optional<Path> certificates, boolean verify, RegistryOptions options) {
            HttpClient client = new HttpClient(
                    CONNECT, STALL, options.places(), TlsSettings.ofDaemon(certificates, verify), options.userAgent());
            return new Remote(host, address(host, tls), client);
        }

        private static URI address(String host, boolean tls) {
            try {
                URI uri = URI.create(host);
                String scheme = String.valueOf(uri.getScheme());
                if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                    return uri;
                }
                if (uri.getHost() != null && scheme.equals("tcp")) {
                    String port = uri.getPort() >= 0 ? "" : ":" + (tls ? PORT_OF_TLS : PORT);
                    return URI.create((tls ? "https://" : "http://") + uri.getRawAuthority() + port + uri.getRawPath());
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    "the Docker daemon at \"" + host + "\" cannot be reached: unix://PATH, tcp://HOST:PORT,"
                            + " http://HOST:PORT or https://HOST:PORT expected");
        }

        @Override
        public HttpResponse exchange(String method, String path, Map<String, String> headers, HttpRequest.Body body)
                throws IOException {
            String below = base.toString().replaceFirst("/+$", "") + path;
            return client.send(new HttpRequest(method, URI.create(below), headers, body));
        }
    }
}
