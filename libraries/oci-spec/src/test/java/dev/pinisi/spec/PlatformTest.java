package dev.pinisi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "arm64, linux/arm64",
        "linux/aarch64, linux/arm64",
        "linux/arm, linux/arm/v7",
        "linux/armel, linux/arm/v6",
        "linux/arm/v6, linux/arm/v6",
        "linux/i686, linux/386",
        "windows/amd64, windows/amd64"
    })
    void names_that_are_current_elsewhere_are_understood(String text, String expected) {
        assertThat(Platform.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "linux/", "linux/arm/v7/x"})
    void malformed_ones_are_named(String text) {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> Platform.parse(text))
                .withMessageContaining("platform \"" + text + "\"");
    }

    private static ImageIndex index(String... platforms) {
        List<Descriptor> manifests = new ArrayList<>();
        for (String platform : platforms) {
            String[] parts = platform.split("/", -1);
            manifests.add(new Descriptor(
                    MediaTypes.OCI_MANIFEST,
                    Digest.sha256(platform.getBytes(StandardCharsets.UTF_8)),
                    1,
                    List.of(),
                    Map.of(),
                    Optional.of(new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : ""))));
        }
        return new ImageIndex(RawDocument.of(new byte[0]), MediaTypes.OCI_INDEX, manifests, Map.of());
    }

    private static String selected(ImageIndex index, String platform) {
        return index.select(Platform.parse(platform))
                .flatMap(Descriptor::platform)
                .map(Platform::toString)
                .orElse("none");
    }

    @Test
    void the_nearest_lower_variant_is_selected() {
        ImageIndex index = index("linux/amd64", "linux/arm/v5", "linux/arm/v6", "linux/arm64/v8", "linux/arm/v8");
        assertThat(selected(index, "linux/arm/v7")).isEqualTo("linux/arm/v6");
        assertThat(selected(index, "linux/arm/v5")).isEqualTo("linux/arm/v5");
        assertThat(selected(index, "linux/arm64")).isEqualTo("linux/arm64/v8");
        assertThat(selected(index, "linux/s390x")).isEqualTo("none");
    }

    @Test
    void an_image_without_a_variant_fits_where_no_better_one_is() {
        assertThat(selected(index("linux/arm", "linux/arm/v6"), "linux/arm/v7")).isEqualTo("linux/arm/v6");
        assertThat(selected(index("linux/arm", "linux/arm/v8"), "linux/arm/v7")).isEqualTo("linux/arm");
        assertThat(selected(index("linux/amd64", "linux/amd64/v3"), "linux/amd64"))
                .isEqualTo("linux/amd64");
    }
}
