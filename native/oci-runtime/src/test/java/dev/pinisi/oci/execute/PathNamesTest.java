package dev.pinisi.oci.execute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNamesTest {
    @ParameterizedTest
    @CsvSource({"/a/b,/a,b", "/a/b/,/a,b", "/a,/,a", "/a/b/c.d,/a/b,c.d"})
    void a_path_is_a_parent_and_a_name(String path, String parent, String name) {
        assertThat(PathNames.parent(path)).isEqualTo(parent);
        assertThat(PathNames.name(path)).isEqualTo(name);
    }
}
