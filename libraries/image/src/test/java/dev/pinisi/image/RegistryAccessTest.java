package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let into the registry that everybody uses, by passwords inside TLS and by tokens. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryAccessTest {
    private static final String HTPASSWD = "me:$2b$04$K72lmBBzcqVsWi4Vuazu3.rCEtDMu8Pw/6cjjA59PH1/mQPjCAnay\n";
    private static final RegistryAuth ME = RegistryAuth.fixed(new Credentials.Basic("me", "secret"));

    @TempDir
    Path directory;

    private TestCertificate certificate;

    @BeforeEach
    void makeCertificate() throws IOException, GeneralSecurityException {
        certificate = TestCertificate.make(directory);
        Files.writeString(directory.resolve("ca.crt"), certificate.certificate());
        Files.writeString(directory.resolve("server.key"), certificate.keyInPem());
    }

    private DockerRegistry withPasswords() throws IOException {
        Files.writeString(directory.resolve("htpasswd"), HTPASSWD);
        return DockerRegistry.start(
                directory,
                "  tls: {certificate: " + directory.resolve("ca.crt") + ", key: " + directory.resolve("server.key")
                        + "}",
                "auth: {htpasswd: {realm: test, path: " + directory.resolve("htpasswd") + "}}");
    }

    private DockerRegistry withTokens(TestTokenServer tokens) throws IOException {
        return DockerRegistry.start(
                directory,
                "",
                "auth: {token: {realm: \"" + tokens.realm() + "\", service: " + TestTokenServer.SERVICE + ", issuer: "
                        + TestTokenServer.ISSUER + ", rootcertbundle: " + directory.resolve("ca.crt") + "}}");
    }

    private RegistryOptions trusting() {
        Path certificates = directory.resolve("certificates");
        try {
            Files.createDirectories(certificates);
            Files.writeString(certificates.resolve("ca.crt"), certificate.certificate());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return DockerRegistry.options().withTlsVerify(true).withCertificates(certificates);
    }

    private static void roundTrip(RegistryRepository repository) throws IOException {
        byte[] blob = TestImage.bytes(1, 5_000_000);
        Descriptor written = repository.putBlob(new ByteArrayInputStream(blob), Optional.empty(), OptionalLong.empty());
        try (InputStream back = repository.blob(written)) {
            assertThat(Digest.sha256(back.readAllBytes())).isEqualTo(written.digest());
        }
    }

    @Test
    void a_password_lets_in_through_tls() throws IOException {
        try (DockerRegistry registry = withPasswords()) {
            RegistryHost.of(registry.host(), trusting().withAuth(ME)).check();
            roundTrip(RegistryRepository.writable(
                    registry.host() + "/a/b", trusting().withAuth(ME)));
        }
    }

    @Test
    void a_wrong_password_and_none_are_told_apart() throws IOException {
        try (DockerRegistry registry = withPasswords()) {
            RegistryAuth wrong = RegistryAuth.fixed(new Credentials.Basic("me", "wrong"));
            ImageException refused = catchThrowableOfType(
                    ImageException.class,
                    () -> RegistryHost.of(registry.host(), trusting().withAuth(wrong))
                            .check());
            assertThat(refused.kind()).isEqualTo(Kind.DENIED);
            assertThat(refused.getMessage()).contains(registry.host(), "401 Unauthorized", "do not suffice");
            ImageException anonymous = catchThrowableOfType(
                    ImageException.class,
                    () -> RegistryHost.of(registry.host(), trusting()).check());
            assertThat(anonymous.getMessage()).contains("log in first");
        }
    }

    @Test
    void one_token_does_for_all_of_a_push_and_a_mount_asks_for_the_other_repository_too()
            throws IOException, GeneralSecurityException {
        String basic = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (TestTokenServer tokens = new TestTokenServer(certificate, basic);
                DockerRegistry registry = withTokens(tokens)) {
            RegistryOptions options = DockerRegistry.options().withAuth(ME);
            roundTrip(RegistryRepository.writable(registry.host() + "/a/b", options));
            assertThat(tokens.asked).containsExactly("repository:a/b:delete,pull,push");
            Digest blob = Digest.sha256(TestImage.bytes(1, 5_000_000));
            RegistryRepository other = RegistryRepository.writable(registry.host() + "/c", options);
            assertThat(other.mountBlob(blob, "a/b")).isTrue();
            assertThat(tokens.asked).last().isEqualTo("repository:a/b:pull repository:c:delete,pull,push");
            other.deleteBlob(blob);
            assertThat(other.blobSize(blob)).isEmpty();
        }
    }

    @Test
    void a_token_server_that_knows_another_password_is_quoted() throws IOException {
        try (TestTokenServer tokens = new TestTokenServer(certificate, "Basic other");
                DockerRegistry registry = withTokens(tokens)) {
            ImageException e = catchThrowableOfType(
                    ImageException.class,
                    () -> RegistryHost.of(
                                    registry.host(), DockerRegistry.options().withAuth(ME))
                            .check());
            assertThat(e.kind()).isEqualTo(Kind.DENIED);
            assertThat(e.getMessage()).contains("401 Unauthorized (wrong password)", "log in again");
        }
    }
}
