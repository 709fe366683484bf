package dev.pinisi.image.internal.http;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * How a server's TLS is verified: by the host's authorities and those of certs.d, or not at all. One object for each
 * way, so that connections and TLS sessions are shared.
 */
public final class TlsSettings {
    private static final String[] PROTOCOLS = {"http/1.1"};
    private static final Map<String, TlsSettings> KNOWN = new ConcurrentHashMap<>();

    private final Optional<Path> certificates;
    private final boolean ofClient;
    private final boolean verify;
    private @Nullable SSLContext context;
    private @Nullable Http2 http2;

    private TlsSettings(Optional<Path> certificates, boolean ofClient, boolean verify) {
        this.certificates = certificates;
        this.ofClient = ofClient;
        this.verify = verify;
    }

    /**
     * The settings for a server.
     *
     * @param certificates a directory of certs.d
     */
    public static TlsSettings of(Optional<Path> certificates, boolean verify) {
        return of(certificates, false, verify);
    }

    /**
     * The settings for a Docker daemon.
     *
     * @param certificates a directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}
     */
    public static TlsSettings ofDaemon(Optional<Path> certificates, boolean verify) {
        return of(certificates, true, verify);
    }

    private static TlsSettings of(Optional<Path> certificates, boolean ofClient, boolean verify) {
        // certificates that changed make other settings
        String directory = certificates.isPresent() ? certificates.get() + " " + changed(certificates.get()) : "";
        String key = verify + " " + ofClient + " " + directory;
        TlsSettings known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        TlsSettings made = new TlsSettings(certificates, ofClient, verify);
        TlsSettings first = KNOWN.putIfAbsent(key, made);
        return first != null ? first : made;
    }

    /** What the host's authorities vouch for. */
    static TlsSettings ofHost() {
        return of(Optional.empty(), true);
    }

    /** Begins TLS on a connection (RFC 8446), having made sure that it is with that host. */
    Socket secure(Socket socket, String host, int port) throws IOException {
        if (!(context().getSocketFactory().createSocket(socket, host, port, true) instanceof SSLSocket secured)) {
            throw new IOException("this Java run-time has no TLS");
        }
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setApplicationProtocols(PROTOCOLS);
        if (verify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static long changed(Path directory) {
        try {
            return Files.getLastModifiedTime(directory).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The client for servers that speak only HTTP/2. */
    synchronized Http2 http2(Duration connect) {
        Http2 made = http2;
        if (made == null) {
            made = new Http2(context(), connect);
            http2 = made;
        }
        return made;
    }

    private synchronized SSLContext context() {
        SSLContext made = context;
        if (made == null) {
            try {
                made = make();
            } catch (GeneralSecurityException | IOException e) {
                String where = certificates.isPresent() ? certificates.get().toString() : "the Java run-time";
                throw new ImageException(
                        Kind.INVALID, "the certificates of " + where + " cannot be used: " + e.getMessage(), e);
            }
            context = made;
        }
        return made;
    }

    private SSLContext make() throws GeneralSecurityException, IOException {
        CertificateDirectory own = certificates.isPresent() ? read(certificates.get()) : CertificateDirectory.NONE;
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(own.keyManagers(), Trust.managers(verify, own.authorities()), null);
        return fresh;
    }

    private CertificateDirectory read(Path directory) throws GeneralSecurityException, IOException {
        return ofClient ? CertificateDirectory.readClients(directory, verify) : CertificateDirectory.read(directory);
    }
}
