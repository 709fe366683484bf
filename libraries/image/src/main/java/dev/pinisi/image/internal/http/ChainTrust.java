package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Has the JDK verify a server's chain by the authorities that it names, as an issuer or as one of its own certificates: no
 * others can end it.
 */
final class ChainTrust extends X509ExtendedTrustManager {
    private final HostAuthorities host;
    private final List<X509Certificate> own;
    private @Nullable Verifier last;

    /** What verifies the chains that name these. */
    private record Verifier(Set<ByteBuffer> names, X509ExtendedTrustManager manager) {}

    /**
     * @param own believed besides those of the host, whatever the chain names
     */
    ChainTrust(HostAuthorities host, List<X509Certificate> own) {
        this.host = host;
        this.own = own;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        verifier(chain).checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        verifier(chain).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        verifier(chain).checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return own.toArray(new X509Certificate[0]);
    }

    private synchronized X509ExtendedTrustManager verifier(X509Certificate[] chain) throws CertificateException {
        Set<ByteBuffer> names = new HashSet<>();
        for (X509Certificate certificate : chain) {
            names.add(ByteBuffer.wrap(certificate.getIssuerX500Principal().getEncoded()));
            names.add(ByteBuffer.wrap(certificate.getSubjectX500Principal().getEncoded()));
        }
        Verifier known = last;
        if (known == null || !known.names().equals(names)) {
            known = new Verifier(names, verifier(names));
            last = known;
        }
        return known.manager();
    }

    private X509ExtendedTrustManager verifier(Set<ByteBuffer> names) throws CertificateException {
        List<X509Certificate> believed = new ArrayList<>(own);
        believed.addAll(host.named(names));
        if (believed.isEmpty()) {
            throw new CertificateException("no authority that this host believes has issued the server's certificate");
        }
        try {
            return Trust.by(believed);
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException("the host's authorities cannot be used: " + e.getMessage(), e);
        }
    }

    private static CertificateException noServer() {
        return new CertificateException("no clients are served here");
    }
}
