package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.ShortNames;
import dev.pinisi.config.ShortNames.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortNameResolverTest {
    private static final Map<String, String> ALIASES = Map.of("debian", "docker.io/library/debian", "t/x", "q.io/y");

    private static List<String> candidates(String text, Mode mode, String... hosts) {
        return ShortNameResolver.candidates(text, new ShortNames(mode, List.of(hosts), ALIASES)).stream()
                .map(ImageReference::toString)
                .toList();
    }

    @Test
    void a_full_name_stands_for_itself() {
        assertThat(candidates("q.io/x:1", Mode.PERMISSIVE, "a.io")).containsExactly("q.io/x:1");
    }

    @Test
    void an_alias_comes_before_the_search_and_keeps_the_tag() {
        assertThat(candidates("debian:12", Mode.PERMISSIVE, "a.io")).containsExactly("docker.io/library/debian:12");
        assertThat(candidates("t/x", Mode.PERMISSIVE, "a.io")).containsExactly("q.io/y:latest");
    }

    @Test
    void each_searched_registry_is_a_candidate() {
        assertThat(candidates("x", Mode.PERMISSIVE, "a.io", "docker.io"))
                .containsExactly("a.io/x:latest", "docker.io/library/x:latest");
    }

    @Test
    void enforcing_allows_no_guess() {
        assertThat(candidates("x", Mode.ENFORCING, "a.io")).containsExactly("a.io/x:latest");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> candidates("x", Mode.ENFORCING, "a.io", "b.io"))
                .withMessageContaining("any of a.io, b.io");
    }

    @Test
    void without_registries_the_remedy_is_told() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> candidates("x", Mode.PERMISSIVE))
                .withMessageContaining("short-name \"x\" did not resolve to an alias")
                .withMessageContaining("name its registry");
    }
}
