package dev.pinisi.tests.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** policy.json is obeyed by whatever brings an image into the store; pinisi-image makes what it asks for. */
class TrustTest {
    private static final String REGISTRY = "127.0.0.1:5000";
    private static final String SIGNED = REGISTRY + "/team/signed:1";
    private static final String UNSIGNED = REGISTRY + "/team/unsigned:1";
    private static Host host;

    @BeforeAll
    static void publish() throws IOException {
        Host.assumeProgram("docker-registry");
        host = Host.start();
        Files.writeString(
                host.directory.resolve("registry.yml"), """
                version: 0.1
                log: {accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: %s, secret: test}
                """.formatted(host.directory.resolve("registry"), REGISTRY));
        host.start(List.of("docker-registry", "serve", "registry.yml"));
        Host.await(
                "the registry",
                () -> host.run("busybox", "wget", "-q", "-O", "/dev/null", "http://" + REGISTRY + "/v2/")
                                .exit()
                        == 0);
        write("registries.d/team.yaml", "docker: {\"" + REGISTRY + "\": {use-sigstore-attachments: true}}");
        write("policy.json", "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");
        Files.writeString(host.directory.resolve("passphrase"), "open sesame\n");
        image("generate-sigstore-key", "--output-prefix", "release", "--passphrase-file", "passphrase")
                .ok();
        String archive = "docker-archive:" + Host.HOME + "/share/images/busybox.tar";
        image("copy", "--dest-tls-verify=false", archive, "docker://" + UNSIGNED)
                .ok();
        image(
                        "copy",
                        "--dest-tls-verify=false",
                        "--sign-by-sigstore-private-key",
                        "release.private",
                        "--sign-passphrase-file",
                        "passphrase",
                        archive,
                        "docker://" + SIGNED)
                .ok();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    void askForSignatures() throws IOException {
        write("policy.json", """
                {"default": [{"type": "reject"}],
                 "transports": {"docker": {"%s": [{"type": "sigstoreSigned", "keyPath": "%s"}]}}}
                """.formatted(REGISTRY, host.directory.resolve("release.pub")));
        pinisi("rmi", "-af").ok();
    }

    @Test
    void whatIsSignedIsPulledAndRuns() {
        pinisi("run", "--rm", "-q", "--tls-verify=false", SIGNED, "echo", "trusted")
                .ok()
                .prints("trusted");
    }

    @Test
    void whatIsNotSignedIsNeitherPulledNorRun() {
        pinisi("pull", "-q", "--tls-verify=false", UNSIGNED)
                .failsWith(
                        125,
                        UNSIGNED + ": the signature policy (policy.json) does not accept this image: it asks for"
                                + " a signature of sigstore, and there is none");
        pinisi("run", "--rm", "-q", "--tls-verify=false", UNSIGNED, "true").failsWith(125, "signature policy");
        pinisi("create", "-q", "--tls-verify=false", UNSIGNED, "true").failsWith(125, "signature policy");
        pinisi("images", "-q").ok().prints("");
    }

    @Test
    void anotherDirectoryCanStandForRegistriesD() throws IOException {
        Files.createDirectories(host.directory.resolve("nothing-said"));

        image("--registries.d", "nothing-said", "copy", "--src-tls-verify=false", "docker://" + SIGNED, "dir:copy")
                .failsWith(1, "there is none; in registries they are looked for where registries.d says");
    }

    @Test
    void archivesAreUnderThePolicyToo() {
        String archive = Host.HOME + "/share/images/busybox.tar";

        pinisi("load", "-q", "-i", archive).failsWith(125, "it rejects images from there");
        pinisi("pull", "-q", "docker-archive:" + archive).failsWith(125, "it rejects images from there");
        pinisi("images", "-q").ok().prints("");
    }

    @Test
    void anotherPolicyCanBeNamed() throws IOException {
        Path open = host.directory.resolve("open.json");
        Files.writeString(open, "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");

        pinisi("pull", "-q", "--tls-verify=false", "--signature-policy", open.toString(), UNSIGNED)
                .ok();
        pinisi("load", "-q", "--signature-policy", open.toString(), "-i", Host.HOME + "/share/images/busybox.tar")
                .ok();
    }

    @Test
    void aPolicyThatIsNotUnderstoodStopsEverything() throws IOException {
        write("policy.json", "{\"default\": [{\"type\": \"insecureAcceptAnything\"}], \"transport\": {}}");

        pinisi("pull", "-q", "--tls-verify=false", SIGNED).failsWith(125, "the member \"transport\" is not known");
        pinisi("load", "-q", "-i", Host.HOME + "/share/images/busybox.tar").failsWith(125, "policy.json");
        image("copy", "--src-tls-verify=false", "docker://" + SIGNED, "dir:copy")
                .failsWith(1, "policy.json");
    }

    private static Result pinisi(String... arguments) {
        List<String> command = own();
        command.addAll(List.of(
                Host.HOME + "/bin/pinisi", "--root", host.directory + "/root", "--runroot", host.directory + "/run"));
        command.addAll(List.of(arguments));
        return host.run(command);
    }

    private static Result image(String... arguments) {
        List<String> command = own();
        command.add(Host.HOME + "/bin/pinisi-image");
        command.addAll(List.of(arguments));
        return host.run(command);
    }

    /** A home whose configuration is the test's. */
    private static List<String> own() {
        return new ArrayList<>(List.of("env", "-u", "XDG_CONFIG_HOME", "HOME=" + host.directory));
    }

    private static void write(String name, String text) throws IOException {
        Path file = host.directory.resolve(".config/containers").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
