package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** How one registry's TLS is verified: by the host's authorities and those of certs.d, or not at all. */
final class TlsSettings {
    private final List<Path> directories;
    private final String host;
    private final boolean verify;
    private @Nullable SSLSocketFactory factory;

    /**
     * @param directories searched for one named {@code host}
     * @param host {@code host[:port]}
     */
    TlsSettings(List<Path> directories, String host, boolean verify) {
        this.directories = directories;
        this.host = host;
        this.verify = verify;
    }

    boolean verifies() {
        return verify;
    }

    void apply(HttpsURLConnection connection) {
        connection.setSSLSocketFactory(factory());
        if (!verify) {
            connection.setHostnameVerifier((name, session) -> true);
        }
    }

    private synchronized SSLSocketFactory factory() {
        SSLSocketFactory made = factory;
        if (made == null) {
            try {
                made = make();
            } catch (GeneralSecurityException | IOException e) {
                throw new ImageException(
                        Kind.INVALID, "the certificates for " + host + " cannot be used: " + e.getMessage(), e);
            }
            factory = made;
        }
        return made;
    }

    private SSLSocketFactory make() throws GeneralSecurityException, IOException {
        CertificateDirectory certificates = CertificateDirectory.NONE;
        for (Path directory : directories) {
            if (Files.isDirectory(directory.resolve(host))) {
                certificates = CertificateDirectory.read(directory.resolve(host));
                break;
            }
        }
        if (verify && certificates.isEmpty()) {
            return HttpsURLConnection.getDefaultSSLSocketFactory();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificates.keyManagers(), Trust.managers(verify, certificates.authorities()), null);
        return context.getSocketFactory();
    }
}
