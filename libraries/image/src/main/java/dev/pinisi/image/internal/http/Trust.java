package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed. */
final class Trust {
    private Trust() {}

    /**
     * @param authorities believed besides those of the host, or of the Java run-time where the host has none
     */
    static TrustManager[] managers(boolean verify, List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        return new TrustManager[] {verify ? verifying(authorities) : new Everyone()};
    }

    private static TrustManager verifying(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        Optional<HostAuthorities> host = HostAuthorities.find();
        if (host.isPresent()) {
            return new ChainTrust(host.get(), authorities);
        }
        List<X509Certificate> believed = new ArrayList<>(authorities);
        believed.addAll(List.of(only(factory(null)).getAcceptedIssuers()));
        return by(believed);
    }

    /** Verifies by exactly these authorities. */
    static X509ExtendedTrustManager by(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        return only(factory(store));
    }

    private static X509ExtendedTrustManager only(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager verifying) {
                return verifying;
            }
        }
        throw new GeneralSecurityException("this Java run-time cannot verify X.509 certificates");
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** Believes everyone; for registries that the user marked as insecure. */
    private static final class Everyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
