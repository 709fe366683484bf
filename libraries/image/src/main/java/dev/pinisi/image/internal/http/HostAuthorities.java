package dev.pinisi.image.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The authorities that the host believes: where its administrator adds those of the house, and where the peers look.
 * The Java run-time's own know nothing of these. There are 150 of them, of which a connection needs one: only names are
 * read, until it is known which.
 */
final class HostAuthorities {
    /** Where the distributions keep them all in one file: Debian, Fedora, openSUSE, RHEL, Alpine. */
    private static final List<Path> FILES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    /** Nearly all have their subject in as much of their base64. */
    private static final int BEGINNING = 768;

    private final Path file;
    private final List<Entry> entries;

    /** One certificate: its subject in DER, and all of it in base64. */
    private record Entry(ByteBuffer subject, String base64) {}

    private HostAuthorities(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Those of the host's file; nothing where there is no such file, or nothing in it. */
    static Optional<HostAuthorities> find() throws IOException {
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                HostAuthorities found = read(file);
                return found.entries.isEmpty() ? Optional.empty() : Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Those of a file of certificates in PEM (RFC 7468). */
    static HostAuthorities read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<Entry> entries = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int start = begin + BEGIN.length();
            int end = text.indexOf(END, start);
            if (end < 0) {
                break;
            }
            entry(text.substring(start, end), entries);
            begin = text.indexOf(BEGIN, end);
        }
        return new HostAuthorities(file, entries);
    }

    /**
     * The authorities with one of these subjects. Names are compared by their bytes: an issuer is encoded as the
     * subject that it names is (RFC 5280, section 4.1.2.6).
     *
     * @param subjects in DER
     */
    List<X509Certificate> named(Set<ByteBuffer> subjects) throws CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (subjects.contains(entry.subject())) {
                found.add(certificate(entry.base64()));
            }
        }
        return found;
    }

    private X509Certificate certificate(String base64) throws CertificateException {
        byte[] der = Base64.getMimeDecoder().decode(base64);
        Certificate certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        if (certificate instanceof X509Certificate x509) {
            return x509;
        }
        throw new CertificateException(file + " has a certificate of another kind than X.509");
    }

    private static void entry(String base64, List<Entry> entries) {
        try {
            Optional<ByteBuffer> subject = CertificateName.subject(beginning(base64));
            if (subject.isEmpty()) {
                subject = CertificateName.subject(Base64.getMimeDecoder().decode(base64));
            }
            if (subject.isPresent()) {
                entries.add(new Entry(subject.get(), base64));
            }
        } catch (IllegalArgumentException e) {
            // no base64: whatever it is, nothing can have been issued by it
            return;
        }
    }

    private static byte[] beginning(String base64) {
        StringBuilder characters = new StringBuilder();
        int start = 0;
        while (start < base64.length() && characters.length() < BEGINNING) {
            int end = base64.indexOf('\n', start);
            end = end < 0 ? base64.length() : end;
            int last = end > start && base64.charAt(end - 1) == '\r' ? end - 1 : end;
            characters.append(base64, start, last);
            start = end + 1;
        }
        // four characters are three bytes
        characters.setLength(characters.length() & ~3);
        return Base64.getDecoder().decode(characters.toString());
    }
}
