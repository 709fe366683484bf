package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.config.PolicyRequirement.AcceptAnything;
import dev.pinisi.config.PolicyRequirement.Reject;
import dev.pinisi.config.PolicyRequirement.SignedBy;
import dev.pinisi.config.PolicyRequirement.SigstoreSigned;
import dev.pinisi.config.PolicyRequirement.Unsupported;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturePolicyTest {
    private static final String COMPLETE = """
            {
              "default": [{"type": "reject"}],
              "transports": {
                "docker": {
                  "": [{"type": "insecureAcceptAnything"}],
                  "docker.io/library": [
                    {"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/keys/vendor.gpg"},
                    {"type": "signedBy", "keyType": "GPGKeys", "keyPaths": ["/a", "/b"],
                     "signedIdentity": {"type": "remapIdentity", "prefix": "docker.io", "signedPrefix": "vendor.example"}}
                  ],
                  "*.example.com": [{"type": "sigstoreSigned", "keyDatas": ["YQ==", "Yg=="],
                     "signedIdentity": {"type": "exactRepository", "dockerRepository": "vendor.example/app"}}],
                  "quay.io": [{"type": "sigstoreSigned",
                     "fulcio": {"caPath": "/ca", "oidcIssuer": "https://issuer", "subjectEmail": "a@b"},
                     "rekorPublicKeyPath": "/rekor"}]
                },
                "dir": {"/images/mine": [{"type": "insecureAcceptAnything"}]},
                "some-transport-of-tomorrow": {"any scope": [{"type": "reject"}]}
              }
            }
            """;

    @TempDir
    Path root;

    @Test
    void theNarrowestScopeCounts() {
        SignaturePolicy policy = parse(COMPLETE);

        assertThat(policy.requirements(
                        "docker", List.of("docker.io/library/busybox", "docker.io/library", "docker.io")))
                .hasSize(2);
        assertThat(policy.requirements("docker", List.of("other.example/a", "other.example")))
                .containsExactly(new AcceptAnything());
        assertThat(policy.requirements("dir", List.of("/images"))).containsExactly(new Reject());
        assertThat(policy.requirements("dir", List.of("/images/mine/one", "/images/mine")))
                .containsExactly(new AcceptAnything());
        assertThat(policy.requirements("oci", List.of("/images/mine"))).containsExactly(new Reject());
    }

    @Test
    void keysAndIdentitiesAreRead() {
        SignaturePolicy policy = parse(COMPLETE);

        List<PolicyRequirement> library = policy.requirements("docker", List.of("docker.io/library"));
        assertThat(library)
                .containsExactly(
                        new SignedBy(
                                List.of(new PolicyKey.File(Path.of("/keys/vendor.gpg"))),
                                new SignedIdentity.MatchRepoDigestOrExact()),
                        new SignedBy(
                                List.of(new PolicyKey.File(Path.of("/a")), new PolicyKey.File(Path.of("/b"))),
                                new SignedIdentity.RemapIdentity("docker.io", "vendor.example")));
        SigstoreSigned sigstore = (SigstoreSigned)
                policy.requirements("docker", List.of("*.example.com")).get(0);
        assertThat(sigstore.keys())
                .extracting(key -> new String(key.read(), StandardCharsets.UTF_8))
                .containsExactly("a", "b");
        assertThat(sigstore.identity()).isEqualTo(new SignedIdentity.ExactRepository("vendor.example/app"));
    }

    @Test
    void whatCannotBeCheckedIsNamed() {
        assertThat(parse(COMPLETE).requirements("docker", List.of("quay.io")))
                .containsExactly(new Unsupported("sigstoreSigned with \"fulcio\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | default: missing",
                "{\"default\": []} | default: at least one requirement expected",
                "{\"default\": [{\"type\": \"reject\"}], \"x\": 1} | the member \"x\" is not known",
                "{\"default\": [{\"type\": \"reject\"}], \"default\": [{\"type\": \"reject\"}]} | twice",
                "{\"default\": [{\"type\": \"reject\", \"keyPath\": \"/k\"}]} | default[0]: the member \"keyPath\" is not known",
                "{\"default\": [{\"type\": \"trustMe\"}]} | default[0].type: \"trustMe\" is no requirement",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\"}]} | one of keyPath, keyPaths and keyData",
                "{\"default\": [{\"type\": \"signedBy\", \"keyPath\": \"/k\"}]} | default[0].keyType: missing",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"PGP\", \"keyPath\": \"/k\"}]} | GPGKeys expected",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyPath\": \"/k\", \"keyData\": \"YQ==\"}]} | exclude each other",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyPath\": \"\"}]} | must not be empty",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyData\": \"?\"}]} | is not base64",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyPath\": \"/k\", \"signedIdentity\": {\"type\": \"matchAll\"}}]} | is no identity",
                "{\"default\": [{\"type\": \"signedBy\", \"keyType\": \"GPGKeys\", \"keyPath\": \"/k\", \"signedIdentity\": null}]} | signedIdentity: missing",
                "{\"default\": [{\"type\": \"sigstoreSigned\"}]} | exactly one of keyPath",
                "{\"default\": [{\"type\": \"sigstoreSigned\", \"fulcio\": {\"caPath\": \"/c\", \"oidcIssuer\": \"i\", \"subjectEmail\": \"e\"}}]} | fulcio needs",
                "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"dir\": {\"images\": [{\"type\": \"reject\"}]}}} | is not an absolute path",
                "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"oci\": {\"/\": [{\"type\": \"reject\"}]}}} | is written \"\"",
                "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"oci\": {\"/a/../b\": [{\"type\": \"reject\"}]}}} | it is written \"/b\"",
                "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"docker-archive\": {\"/a\": [{\"type\": \"reject\"}]}}} | can never match",
                "{\"default\": [{\"type\": \"reject\"}]} trailing | end of document expected",
            })
    void whatIsNotUnderstoodMakesTheFileVoid(String json, String problem) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("policy.json: ")
                .hasMessageContaining(problem);
    }

    @Test
    void withoutAFileAnythingIsAccepted() {
        assertThat(SignaturePolicy.load(new Host(root).places()).acceptsAnything())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "home/me/.config/containers/policy.json",
                "etc/containers/policy.json",
                "usr/share/containers/policy.json"
            })
    void theFirstFileThatIsThereCounts(String place) {
        Host host = new Host(root)
                .file("usr/share/containers/policy.json", "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");
        host.file(place, "{\"default\": [{\"type\": \"reject\"}]}");

        assertThat(SignaturePolicy.load(host.places()).general()).containsExactly(new Reject());
    }

    @Test
    void anotherConfigurationHomeDoesNotHideTheUsersPolicy() {
        Host host = new Host(root)
                .variable("XDG_CONFIG_HOME", root.resolve("elsewhere").toString())
                .file("home/me/.config/containers/policy.json", "{\"default\": [{\"type\": \"reject\"}]}");

        assertThat(SignaturePolicy.load(host.places()).general()).containsExactly(new Reject());
    }

    @Test
    void aFileThatCannotBeReadIsNotPassedOver() {
        Host host = new Host(root).file("etc/containers/policy.json", "{}");
        host.file("home/me/.config/containers/policy.json/not-a-file", "");

        assertThatThrownBy(() -> SignaturePolicy.load(host.places()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.json: cannot be read");
    }

    @Test
    void damagedPoliciesAreRefusedAndNothingElse() {
        Random random = new Random(7);
        byte[] whole = COMPLETE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                SignaturePolicy.parse("policy.json", damaged);
            } catch (ConfigException e) {
                assertThat(e.getMessage()).startsWith("policy.json: ");
            }
        }
    }

    private static SignaturePolicy parse(String json) {
        return SignaturePolicy.parse("policy.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
