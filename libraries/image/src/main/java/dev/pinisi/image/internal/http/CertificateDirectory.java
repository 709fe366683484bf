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
 * {@code NAME.key} what we show to the registry. All in PEM.
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
                    Path key = Path.of(name.substring(0, name.length() - ".cert".length()) + ".key");
                    if (!Files.exists(key)) {
                        throw new IOException(key + " is missing; it belongs to " + file);
                    }
                    identities.add(new Identity(PemKey.read(key), certificates(file)));
                }
            }
        }
        return new CertificateDirectory(authorities, identities);
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
