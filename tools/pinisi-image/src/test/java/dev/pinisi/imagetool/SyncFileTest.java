package dev.pinisi.imagetool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.config.Credentials;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of sync --src yaml, as skopeo-sync(1) describes them. */
class SyncFileTest {
    @Test
    void everyMemberOfTheManualsExampleIsRead() {
        SyncFile.Registry registry = parse("""
                registry.example.com:
                  images:
                    busybox: []
                    redis: ["1.10", "2.0", "sha256:0000000000000000000000000000000011111111111111111111111111111111"]
                    alpine:
                  images-by-tag-regex:
                    nginx: ^1\\.13\\.[12]-alpine-perl$
                  images-by-semver:
                    alpine: ">= 3.12.0"
                  credentials:
                    username: john
                    password: this is a secret
                  tls-verify: no
                  cert-dir: /home/john/certs
                """).get(0);
        assertThat(registry.host()).isEqualTo("registry.example.com");
        assertThat(registry.images()).containsEntry("busybox", List.of()).containsEntry("alpine", List.of());
        assertThat(registry.images().get("redis")).startsWith("1.10", "2.0").hasSize(3);
        assertThat(registry.byRegex()).containsEntry("nginx", "^1\\.13\\.[12]-alpine-perl$");
        assertThat(registry.bySemver()).containsEntry("alpine", ">= 3.12.0");
        assertThat(registry.credentials()).contains(new Credentials.Basic("john", "this is a secret"));
        assertThat(registry.tlsVerify()).contains(false);
        assertThat(registry.certificates()).isEqualTo("/home/john/certs");
    }

    @Test
    void tagsThatLookLikeNumbersStayAsTheyAreWritten() {
        assertThat(parse("r.example: {images: {a: [1.10, 007, true]}}").get(0).images())
                .containsEntry("a", List.of("1.10", "007", "true"));
    }

    @Test
    void whatIsMissingIsTheUsers() {
        SyncFile.Registry registry = parse("r.example:\n").get(0);
        assertThat(registry.isEmpty()).isTrue();
        assertThat(registry.tlsVerify()).isEmpty();
        assertThat(registry.credentials()).isEmpty();
    }

    @Test
    void otherShapesAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> parse("r.example: [a]")).hasMessageContaining("r.example: a mapping expected");
        assertThatThrownBy(() -> parse("r.example: {images: {a: b}}"))
                .hasMessageContaining("r.example.images.a: a list");
        assertThatThrownBy(() -> parse("r.example: {tls-verify: maybe}")).hasMessageContaining("true or false");
        assertThatThrownBy(() -> parse("a: [")).hasMessageContaining("sync.yml");
    }

    private static List<SyncFile.Registry> parse(String yaml) {
        return SyncFile.parse("sync.yml", yaml.getBytes(UTF_8));
    }
}
