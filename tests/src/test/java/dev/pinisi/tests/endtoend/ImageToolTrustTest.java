package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passwords, certificates and signatures, both ways with skopeo. */
class ImageToolTrustTest {
    private static final String ARCHIVE = "docker-archive:" + Host.HOME + "/share/images/busybox.tar";
    private static Host host;
    private static Registry registry;
    private static String certificates;
    private static Path auth;

    @BeforeAll
    static void start() {
        Host.assumeProgram("skopeo");
        host = Host.start();
        registry = Registry.closed(host, 5001);
        certificates = host.directory.resolve("certificates").toString();
        auth = host.directory.resolve("auth.json");
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    private static Result tool(String... words) {
        return run(Host.HOME.resolve("bin/pinisi-image").toString(), words);
    }

    /** In a home of its own, so that no key or login of the user's is touched. */
    private static Result run(String program, String... words) {
        List<String> command =
                new ArrayList<>(List.of("env", "HOME=" + host.directory, "GNUPGHOME=" + host.directory + "/gnupg"));
        command.add(program);
        command.addAll(List.of(words));
        return host.run(command);
    }

    private static Result login(String password) {
        return tool(
                "login",
                "--authfile",
                auth.toString(),
                "--cert-dir",
                certificates,
                "-u",
                Registry.USER,
                "-p",
                password,
                registry.address);
    }

    @Test
    void aLoginIsCheckedKeptAndForgotten() {
        login("wrong").failsWith(1, "invalid username/password");
        assertThat(auth).doesNotExist();
        assertThat(login(Registry.PASSWORD).line()).isEqualTo("Login Succeeded!");
        assertThat(tool("login", "--get-login", "--authfile", auth.toString(), registry.address)
                        .line())
                .isEqualTo(Registry.USER);
        assertThat(run("skopeo", "login", "--get-login", "--authfile", auth.toString(), registry.address)
                        .line())
                .isEqualTo(Registry.USER);
        String image = "docker://" + registry.address + "/team/box:1";
        tool("copy", "-q", "--authfile", auth.toString(), "--dest-cert-dir", certificates, ARCHIVE, image)
                .ok();
        run("skopeo", "inspect", "--authfile", auth.toString(), "--cert-dir", certificates, image)
                .ok();
        tool("inspect", "--creds", Registry.USER + ":" + Registry.PASSWORD, "--cert-dir", certificates, image)
                .ok();
        tool("inspect", "--no-creds", "--cert-dir", certificates, image).exitsWith(1);
        tool("inspect", "--authfile", auth.toString(), image).failsWith(1, "certificate");
        assertThat(tool("logout", "--authfile", auth.toString(), registry.address)
                        .line())
                .isEqualTo("Removed login credentials for " + registry.address);
        tool("logout", "--authfile", auth.toString(), registry.address)
                .failsWith(1, "not logged into " + registry.address);
    }

    @Test
    void signaturesAreVerifiedByTheOtherTool() throws IOException {
        Host.assumeProgram("gpg");
        Files.createDirectories(host.directory.resolve("gnupg"));
        host.run("chmod", "700", host.directory + "/gnupg").ok();
        run(
                        "gpg",
                        "--batch",
                        "--passphrase",
                        "",
                        "--quick-gen-key",
                        "tester@pinisi.example",
                        "default",
                        "default",
                        "never")
                .ok();
        String key = run("gpg", "--list-keys", "--with-colons")
                .ok()
                .out()
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
        Path manifest = host.directory.resolve("manifest.json");
        Files.writeString(manifest, tool("inspect", "--raw", ARCHIVE).ok().out());
        Path ours = host.directory.resolve("ours");
        Path theirs = host.directory.resolve("theirs");
        String name = "registry.example/team/box:1";
        tool("standalone-sign", "-o", ours.toString(), manifest.toString(), name, key)
                .ok();
        run("skopeo", "standalone-sign", "-o", theirs.toString(), manifest.toString(), name, key)
                .ok();
        String verified = run("skopeo", "standalone-verify", manifest.toString(), name, key, ours.toString())
                .line();
        assertThat(verified).startsWith("Signature verified");
        tool("standalone-verify", manifest.toString(), name, key, theirs.toString())
                .prints("Signature verified using fingerprint " + key + ", digest sha256:");
        tool("standalone-verify", manifest.toString(), "registry.example/other:1", key, theirs.toString())
                .failsWith(1, "does not match");
        Files.writeString(manifest, "{}");
        tool("standalone-verify", manifest.toString(), name, key, theirs.toString())
                .failsWith(1, "does not match");
        host.run("gpgconf", "--homedir", host.directory + "/gnupg", "--kill", "all")
                .ok();
    }
}
