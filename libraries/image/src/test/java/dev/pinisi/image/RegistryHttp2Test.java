package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Talks to a registry that speaks HTTP/2 and nothing else. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryHttp2Test {
    private static final Path NODE = Path.of("/usr/bin/node");

    /** Takes one blob by PATCH and PUT, gives it back, and stalls where it is asked for any other. */
    private static final String SERVER = """
            const http2 = require('http2'), fs = require('fs'), dir = process.argv[1];
            let kept = Buffer.alloc(0);
            const server = http2.createSecureServer({allowHTTP1: false,
                cert: fs.readFileSync(dir + '/ca.crt'), key: fs.readFileSync(dir + '/server.key')});
            server.on('stream', (stream, headers) => {
                const method = headers[':method'], path = headers[':path'], body = [];
                stream.on('error', () => {});
                stream.on('data', piece => body.push(piece));
                stream.on('end', () => {
                    const whole = Buffer.concat(body);
                    if (method === 'POST' || method === 'PATCH') {
                        if (method === 'PATCH') kept = whole;
                        stream.respond({':status': 202, location: path.split('?')[0] + '1'});
                        stream.end();
                    } else if (method === 'PUT') {
                        stream.respond({':status': 201});
                        stream.end();
                    } else if (method === 'GET' && path.includes('/blobs/sha256:00000000')) {
                        stream.respond({':status': 200});
                        stream.write('x');
                    } else {
                        stream.respond({':status': 200});
                        stream.end(kept);
                    }
                });
            });
            server.listen(0, '127.0.0.1', () => console.log(server.address().port));
            """;

    @TempDir
    Path directory;

    private Process server;
    private String host;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        assumeTrue(Files.isExecutable(NODE), "no node");
        TestCertificate certificate = TestCertificate.make(directory);
        Files.writeString(directory.resolve("ca.crt"), certificate.certificate());
        Files.writeString(directory.resolve("server.key"), certificate.keyInPem());
        server = new ProcessBuilder(NODE.toString(), "-e", SERVER, directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        host = "127.0.0.1:" + server.inputReader().readLine();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.destroyForcibly().onExit().join();
        }
    }

    private RegistryRepository repository(RegistryPatience patience) throws IOException {
        Path certificates = Files.createDirectories(directory.resolve("certificates"));
        Files.copy(directory.resolve("ca.crt"), certificates.resolve("ca.crt"));
        RegistryOptions options = DockerRegistry.options().withTlsVerify(true).withCertificates(certificates);
        return RegistryRepository.writable(host + "/a/b", options.withPatience(patience));
    }

    @Test
    void a_blob_is_uploaded_and_had_back() throws IOException {
        byte[] blob = TestImage.bytes(1, 5_000_000);
        RegistryRepository repository = repository(RegistryPatience.DEFAULT);
        Descriptor written = repository.putBlob(
                new ByteArrayInputStream(blob), Optional.of(Digest.sha256(blob)), OptionalLong.of(blob.length));
        try (InputStream back = repository.blob(written)) {
            assertThat(back.readAllBytes()).isEqualTo(blob);
        }
    }

    @Test
    void a_stall_ends_in_bounded_time() throws IOException {
        RegistryPatience patience = new RegistryPatience(
                Duration.ofSeconds(5), Duration.ofMillis(300), 2, Duration.ofMillis(1), Duration.ofMillis(1));
        Descriptor never = new Descriptor("", Digest.parse("sha256:" + "0".repeat(64)), 10);
        try (InputStream in = repository(patience).blob(never)) {
            ImageException e = catchThrowableOfType(ImageException.class, in::readAllBytes);
            assertThat(e.getMessage()).contains("stopped after 1 of 10 bytes", "no data came in time");
        }
    }

    @Test
    void a_certificate_that_nobody_knows_is_refused() {
        ImageException e = catchThrowableOfType(
                ImageException.class,
                () -> RegistryHost.of(host, DockerRegistry.options().withTlsVerify(true))
                        .check());
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e.getMessage()).contains("TLS failed");
    }
}
