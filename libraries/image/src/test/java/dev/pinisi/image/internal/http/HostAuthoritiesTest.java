package dev.pinisi.image.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the JDK's authorities as those of the host. */
class HostAuthoritiesTest {
    @TempDir
    Path directory;

    private static List<X509Certificate> known() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return List.of(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers());
    }

    private Path bundle(List<X509Certificate> certificates, String newline) throws Exception {
        StringBuilder text = new StringBuilder("# comments are allowed" + newline);
        Base64.Encoder lines = Base64.getMimeEncoder(64, newline.getBytes());
        for (X509Certificate certificate : certificates) {
            text.append("-----BEGIN CERTIFICATE-----").append(newline);
            text.append(lines.encodeToString(certificate.getEncoded())).append(newline);
            text.append("-----END CERTIFICATE-----").append(newline);
        }
        return Files.writeString(directory.resolve("bundle.crt"), text);
    }

    private static ByteBuffer subject(X509Certificate certificate) {
        return ByteBuffer.wrap(certificate.getSubjectX500Principal().getEncoded());
    }

    private static List<X509Certificate> withSubjectOf(X509Certificate one, List<X509Certificate> all) {
        List<X509Certificate> same = new ArrayList<>(all);
        same.removeIf(other -> !subject(other).equals(subject(one)));
        return same;
    }

    @Test
    void each_is_found_by_its_subject() throws Exception {
        List<X509Certificate> all = known();
        assertThat(all).hasSizeGreaterThan(50);
        for (String newline : List.of("\n", "\r\n")) {
            HostAuthorities host = HostAuthorities.read(bundle(all, newline));
            for (X509Certificate one : all) {
                assertThat(host.named(Set.of(subject(one)))).containsExactlyElementsOf(withSubjectOf(one, all));
            }
            assertThat(host.named(Set.of())).isEmpty();
        }
    }

    @Test
    void what_is_no_certificate_is_passed_over() throws Exception {
        X509Certificate good = known().get(0);
        Path file = bundle(List.of(good), "\n");
        String damaged = "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n"
                + "-----BEGIN CERTIFICATE-----\n\u00e4=?\n-----END CERTIFICATE-----\n";
        Files.writeString(file, damaged + Files.readString(file) + "-----BEGIN CERTIFICATE-----\ncut off");
        assertThat(HostAuthorities.read(file).named(Set.of(subject(good)))).containsExactly(good);
    }

    @Test
    void no_beginning_of_a_certificate_has_another_subject() throws Exception {
        X509Certificate one = known().get(0);
        byte[] der = one.getEncoded();
        for (int length = 0; length <= der.length; length++) {
            CertificateName.subject(Arrays.copyOf(der, length))
                    .ifPresent(found -> assertThat(found).isEqualTo(subject(one)));
        }
        assertThat(CertificateName.subject(der)).contains(subject(one));
    }

    @Test
    void a_chain_is_verified_by_the_authority_that_it_names() throws Exception {
        List<X509Certificate> all = known();
        X509Certificate root = all.get(0);
        List<X509Certificate> others = new ArrayList<>(all);
        others.removeAll(withSubjectOf(root, all));
        X509Certificate[] chain = {root};
        new ChainTrust(HostAuthorities.read(bundle(all, "\n")), List.of()).checkServerTrusted(chain, "RSA");
        new ChainTrust(HostAuthorities.read(bundle(others, "\n")), List.of(root)).checkServerTrusted(chain, "RSA");
        ChainTrust without = new ChainTrust(HostAuthorities.read(bundle(others, "\n")), List.of());
        assertThatThrownBy(() -> without.checkServerTrusted(chain, "RSA"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("no authority that this host believes");
        ChainTrust withAnother = new ChainTrust(HostAuthorities.read(bundle(others, "\n")), List.of(others.get(0)));
        assertThatThrownBy(() -> withAnother.checkServerTrusted(chain, "RSA")).isInstanceOf(CertificateException.class);
    }
}
