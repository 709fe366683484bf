package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed. */
final class Trust {
    private Trust() {}

    /**
     * @param authorities believed besides those of the host, or of the Java run-time where the host has none
     */
    static TrustManager[] managers(boolean verify, List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        return verify ? verifying(authorities) : new TrustManager[] {new Everyone()};
    }

    private static TrustManager[] verifying(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        List<X509Certificate> hosts = HostAuthorities.read();
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        add(store, authorities);
        add(store, hosts);
        if (hosts.isEmpty()) {
            for (TrustManager manager : factory(null).getTrustManagers()) {
                if (manager instanceof X509TrustManager known) {
                    add(store, List.of(known.getAcceptedIssuers()));
                }
            }
        }
        return factory(store).getTrustManagers();
    }

    private static void add(KeyStore store, List<X509Certificate> authorities) throws GeneralSecurityException {
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
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
