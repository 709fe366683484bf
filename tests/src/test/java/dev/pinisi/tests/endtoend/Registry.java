package dev.pinisi.tests.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** docker-registry on a host's loopback interface, its images in the host's directory. */
final class Registry {
    static final String USER = "tester";
    static final String PASSWORD = "secret";
    /** The password's bcrypt. */
    private static final String HASH = "$2b$04$3kka7MTkH6FkVWRw971QwuqvSTpHTkpDNT.7WLxNTAwxHe5gTXs1m";

    final String address;

    private Registry(String address) {
        this.address = address;
    }

    /** One that everybody may use, without TLS. */
    static Registry plain(Host host, int port) {
        return start(host, port, "");
    }

    /** One with TLS and a password; its certificate is {@code certificates/ca.crt} of the host's directory. */
    static Registry closed(Host host, int port) {
        Host.assumeProgram("openssl");
        Path certificates = host.directory.resolve("certificates");
        try {
            Files.createDirectories(certificates);
            Files.writeString(host.directory.resolve("htpasswd"), USER + ":" + HASH + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        host.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=127.0.0.1",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-keyout",
                        host.directory.resolve("registry.pem").toString(),
                        "-out",
                        certificates.resolve("ca.crt").toString())
                .ok();
        return start(host, port, """
                  tls: {certificate: %1$s/certificates/ca.crt, key: %1$s/registry.pem}
                auth:
                  htpasswd: {realm: test, path: %1$s/htpasswd}
                """.formatted(host.directory));
    }

    private static Registry start(Host host, int port, String more) {
        Host.assumeProgram("docker-registry");
        Host.assumeProgram("curl");
        String address = "127.0.0.1:" + port;
        Path settings = host.directory.resolve("registry-" + port + ".yml");
        try {
            Files.writeString(settings, """
                    version: 0.1
                    log: {level: error, accesslog: {disabled: true}}
                    storage: {filesystem: {rootdirectory: %s/registry-%d}, delete: {enabled: true}}
                    http:
                      addr: %s
                    """.formatted(host.directory, port, address) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        host.start(List.of("docker-registry", "serve", settings.toString()));
        String scheme = more.isEmpty() ? "http" : "https";
        Host.await(
                "the registry at " + address,
                () -> host.run("curl", "-sk", scheme + "://" + address + "/v2/").exit() == 0);
        return new Registry(address);
    }
}
