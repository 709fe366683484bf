package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String HEX = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest, busybox:latest",
        "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
        "user/app, docker.io/user/app:latest, user/app:latest",
        "docker.io/busybox, docker.io/library/busybox:latest, busybox:latest",
        "index.docker.io/user/app:1, docker.io/user/app:1, user/app:1",
        "localhost/x, localhost/x:latest, localhost/x:latest",
        "localhost:5000/x:y, localhost:5000/x:y, localhost:5000/x:y",
        "127.0.0.1:5000/a/b/c, 127.0.0.1:5000/a/b/c:latest, 127.0.0.1:5000/a/b/c:latest",
        "Registry/x, Registry/x:latest, Registry/x:latest",
        "[fe80::1]:5000/x, [fe80::1]:5000/x:latest, [fe80::1]:5000/x:latest",
        "quay.io/a-b/c_d/e__f.g:T_1.x-y, quay.io/a-b/c_d/e__f.g:T_1.x-y, quay.io/a-b/c_d/e__f.g:T_1.x-y"
    })
    void references_are_normalised(String text, String full, String familiar) {
        ImageReference reference = ImageReference.parse(text).orLatest();
        assertThat(reference).hasToString(full);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(ImageReference.parse(full)).isEqualTo(reference);
    }

    @Test
    void a_digest_needs_no_tag_and_may_follow_one() {
        assertThat(ImageReference.parse("busybox@sha256:" + HEX).orLatest())
                .hasToString("docker.io/library/busybox@sha256:" + HEX);
        ImageReference both = ImageReference.parse("q.io/x:1@sha256:" + HEX);
        assertThat(both.tag()).contains("1");
        assertThat(both.digest().orElseThrow().hex()).isEqualTo(HEX);
        assertThat(both).hasToString("q.io/x:1@sha256:" + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":tag",
                "@sha256:0",
                "a:",
                "a@",
                "a//b",
                "/a",
                "a/",
                "a:b:c/d",
                "UPPER",
                "q.io/Upper",
                "a..b",
                "a___b",
                "-a",
                "a-",
                "_a",
                "a_",
                "a b",
                "a:tag!",
                "a:-x",
                "q.io:port/x",
                "q.io:99999/x",
                "q..io/x",
                "-q.io/x",
                "[::1/x",
                "a@md5:d41d8cd98f00b204e9800998ecf8427e",
                "ä",
                "../etc",
                "docker://busybox"
            })
    void malformed_ones_are_refused_by_name(String text) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageReference.parse(text))
                .withMessageStartingWith("invalid image reference \"" + text + "\": ")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.INVALID));
    }

    @Test
    void capitals_and_length_have_messages_of_their_own() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageReference.parse("UPPER"))
                .withMessageContaining("must be in lower case");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageReference.parse("q.io/" + "a".repeat(251)))
                .withMessageContaining("longer than 255");
        assertThat(ImageReference.parse("q.io/" + "a".repeat(250)).path()).hasSize(250);
        assertThat(ImageReference.parse("a:" + "t".repeat(128)).tag().orElseThrow())
                .hasSize(128);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageReference.parse("a:" + "t".repeat(129)))
                .withMessageContaining("is not a tag");
    }

    @Test
    void random_text_is_read_or_refused_and_what_is_read_reads_again() {
        Random random = new Random(20_260_102);
        String alphabet = "ab0A./:@-_ []";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                ImageReference reference = ImageReference.parse(text.toString());
                assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
            } catch (ImageException e) {
                assertThat(e.kind()).isEqualTo(ImageException.Kind.INVALID);
            }
        }
    }
}
