package dev.pinisi.image.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A directory of certs.d (containers-certs.d(5)): {@code *.crt} are authorities, {@code NAME.cert} with
 * {@code NAME.key} what we show to the registry. Or one of Docker's clients: {@code ca.pem}, {@code cert.pem} with
 * {@code key.pem}. All in PEM.
 */
final class CertificateDirectory {
    static final CertificateDirectory NONE = new CertificateDirectory(List.of(), List.of());
    private static final char[] NO_PASSWORD = {};

    private record Identity(PrivateKey key, List<X509Certificate> chain) {}

    private final List<X509Certificate> authorities;
    private final List<Identity> identities;

    private CertificateDirectory(List<X509Certificate> authorities, List<Identity> identities) {
        this.authorities = authorities;
        this.identities = identities;
    }

    static CertificateDirectory read(Path directory) throws IOException, GeneralSecurityException {
        List<X509Certificate> authorities = new ArrayList<>();
        List<Identity> identities = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.toString();
                if (name.endsWith(".crt")) {
                    authorities.addAll(certificates(file));
                } else if (name.endsWith(".cert")) {
                    identities.add(identity(
                            file, Path.of(name.substring(0, name.length() - ".cert".length()) + ".key")));
                }
            }
        }
        return new CertificateDirectory(authorities, identities);
    }

    /**
     * Reads a directory of a daemon's client.
     *
     * @param verify whether the authority is needed
     */
    static CertificateDirectory readClients(Path directory, boolean verify)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> authorities = verify ? certificates(directory.resolve("ca.pem")) : List.of();
        Identity own = identity(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        return new CertificateDirectory(authorities, List.of(own));
    }

    private static Identity identity(Path certificate, Path key) throws IOException, GeneralSecurityException {
        if (!Files.exists(key)) {
            throw new IOException(key + " is missing; it belongs to " + certificate);
        }
        return new Identity(PemKey.read(key), certificates(certificate));
    }

    List<X509Certificate> authorities() {
        return authorities;
    }

    KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Identity identity : identities) {
            Certificate[] chain = identity.chain().toArray(new Certificate[0]);
            store.setKeyEntry("client-" + store.size(), identity.key(), NO_PASSWORD, chain);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            throw new IOException(file + " is missing");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Certificate certificate :
                factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (certificate instanceof X509Certificate x509) {
                certificates.add(x509);
            }
        }
        return certificates;
    }
}
