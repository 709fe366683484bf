package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing on a copy, and policies that ask for it, between places on disk. */
class SignaturesTest {
    private static final String NAME = "registry.example.com/team/app:1";

    @TempDir
    Path directory;

    private String image;
    private String signed;
    private String policy;

    @BeforeEach
    void sign() throws IOException {
        image = new TestLayout(directory.resolve("layout"))
                .layer(Map.of("etc/os-release", "ID=test\n"))
                .finish("{}");
        signed = "dir:" + directory.resolve("signed");
        policy = path("policy.json");
        Files.writeString(directory.resolve("passphrase"), "open sesame\n");
        Session.run("generate-sigstore-key", "--output-prefix", path("key"), "--passphrase-file", path("passphrase"))
                .ok();
        Session.run(
                        "--insecure-policy",
                        "copy",
                        "--sign-by-sigstore-private-key",
                        path("key.private"),
                        "--sign-passphrase-file",
                        path("passphrase"),
                        "--sign-identity",
                        NAME,
                        image,
                        signed)
                .ok();
        ask(NAME);
    }

    @Test
    void whatIsSignedIsCopiedWithItsSignature() {
        Session.run("--policy", policy, "copy", signed, "dir:" + path("copy")).ok();

        assertThat(directory.resolve("copy/signature-1")).exists();
    }

    @Test
    void whatIsNotSignedIsNotCopied() {
        Session.run("--policy", policy, "copy", image, "dir:" + path("copy"))
                .fails(1, "it asks for a signature of sigstore, and there is none");
        assertThat(directory.resolve("copy/manifest.json")).doesNotExist();

        Session.run("--insecure-policy", "copy", image, "dir:" + path("copy")).ok();
    }

    @Test
    void whatIsSignedAsSomethingElseIsNotCopied() throws IOException {
        ask("registry.example.com/team/app:2");

        Session.run("--policy", policy, "copy", signed, "dir:" + path("copy"))
                .fails(1, NAME + "\\\", which is not accepted");
    }

    @Test
    void signaturesCanBeLeftBehind() {
        Session.run("--policy", policy, "copy", signed, "oci:" + path("copy") + ":x")
                .fails(1, "signatures");
        Session.run("--policy", policy, "copy", "--remove-signatures", signed, "oci:" + path("copy") + ":x")
                .ok();
    }

    private void ask(String name) throws IOException {
        Files.writeString(directory.resolve("policy.json"), """
                {"default": [{"type": "sigstoreSigned", "keyPath": "%s",
                  "signedIdentity": {"type": "exactReference", "dockerReference": "%s"}}]}
                """.formatted(path("key.pub"), name));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
