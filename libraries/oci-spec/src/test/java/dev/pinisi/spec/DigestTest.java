package dev.pinisi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void a_digest_is_that_of_the_bytes() {
        assertThat(Digest.sha256(new byte[0])).hasToString(EMPTY);
        assertThat(Digest.parse(EMPTY).matches(new byte[0])).isTrue();
        assertThat(Digest.parse(EMPTY).matches("x".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void sha384_and_sha512_are_read_at_their_length() {
        assertThat(Digest.parse("sha384:" + "0".repeat(96)).algorithm()).isEqualTo("sha384");
        assertThat(Digest.parse("sha512:" + "0".repeat(128)).hex()).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:e3b0",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "sha256:../../../../../../../../../../../../../../../../../../../../etc/passwd",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 "
            })
    void anything_else_is_refused(String text) {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> Digest.parse(text))
                .withMessageContaining("\"" + text);
    }
}
