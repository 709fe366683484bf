package dev.pinisi.image.internal.http;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * How a server's TLS is verified: by the host's authorities and those of certs.d, or not at all. One object for each
 * way, so that connections and TLS sessions are shared.
 */
public final class TlsSettings {
    /**
     * @param certificates the directory of certs.d, where there is one
     * @param changed when it last changed: other certificates make other settings
     */
    private record Key(Optional<Path> certificates, FileTime changed, boolean verify) {}

    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final String[] PROTOCOLS = {"http/1.1"};
    private static final Map<Key, TlsSettings> KNOWN = new ConcurrentHashMap<>();

    private final Key key;
    private @Nullable SSLContext context;
    private @Nullable Http2 http2;

    private TlsSettings(Key key) {
        this.key = key;
    }

    /**
     * The settings for a server.
     *
     * @param certificates a directory of certs.d
     */
    public static TlsSettings of(Optional<Path> certificates, boolean verify) {
        FileTime changed = certificates.isPresent() ? changed(certificates.get()) : NEVER;
        return KNOWN.computeIfAbsent(new Key(certificates, changed, verify), TlsSettings::new);
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
        if (key.verify()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static FileTime changed(Path directory) {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException e) {
            return NEVER;
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
                String where = key.certificates().isPresent()
                        ? key.certificates().get().toString()
                        : "the Java run-time";
                throw new ImageException(
                        Kind.INVALID, "the certificates of " + where + " cannot be used: " + e.getMessage(), e);
            }
            context = made;
        }
        return made;
    }

    private SSLContext make() throws GeneralSecurityException, IOException {
        CertificateDirectory certificates = key.certificates().isPresent()
                ? CertificateDirectory.read(key.certificates().get())
                : CertificateDirectory.NONE;
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(certificates.keyManagers(), Trust.managers(key.verify(), certificates.authorities()), null);
        return fresh;
    }
}
