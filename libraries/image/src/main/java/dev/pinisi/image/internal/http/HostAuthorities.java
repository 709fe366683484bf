package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The authorities that the host believes: where its administrator adds those of the house, and where the peers look.
 * The Java run-time's own know nothing of these.
 */
final class HostAuthorities {
    /** Where the distributions keep them all in one file: Debian, Fedora, openSUSE, RHEL, Alpine. */
    private static final List<Path> FILES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private HostAuthorities() {}

    /** Those of the host's file; none where there is no such file. */
    static List<X509Certificate> read() throws IOException, CertificateException {
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                return read(file);
            }
        }
        return List.of();
    }

    static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        List<X509Certificate> authorities = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (certificate instanceof X509Certificate x509) {
                    authorities.add(x509);
                }
            }
        }
        return authorities;
    }
}
