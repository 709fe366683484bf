package dev.pinisi.oci.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    private static Scope scope(String cgroupsPath, String top) {
        String document = "{\"cgroupsPath\":\"" + cgroupsPath + "\"}";
        return Scope.of(
                JsonCursor.parse(document.getBytes(StandardCharsets.UTF_8)).field("cgroupsPath"), top, "web");
    }

    @ParameterizedTest
    @CsvSource({
        "machine.slice:libpod:abc, libpod-abc.scope, /machine.slice/libpod-abc.scope",
        "machine.slice:libpod:, libpod-web.scope, /machine.slice/libpod-web.scope",
        "machine.slice::abc, abc.scope, /machine.slice/abc.scope",
        ":cri:abc, cri-abc.scope, /system.slice/cri-abc.scope",
        "a-b-c.slice:p:n, p-n.scope, /a.slice/a-b.slice/a-b-c.slice/p-n.scope",
        "-.slice:p:n, p-n.scope, /p-n.scope"
    })
    void the_path_names_a_scope_in_nested_slices(String cgroupsPath, String unit, String cgroup) {
        Scope scope = scope(cgroupsPath, "");
        assertThat(scope.unit()).isEqualTo(unit);
        assertThat(scope.cgroup()).isEqualTo(cgroup);
    }

    @Test
    void without_a_path_the_id_is_the_name() {
        assertThat(scope("", ""))
                .isEqualTo(new Scope("pinisi-web.scope", "system.slice", "/system.slice/pinisi-web.scope"));
        String top = "/user.slice/user-1000.slice/user@1000.service";
        assertThat(scope("", top).cgroup()).isEqualTo(top + "/user.slice/pinisi-web.scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pinisi/web",
                "a.slice:b",
                "a.slice:b:c:d",
                "a:b:c",
                ".slice:b:c",
                "-a.slice:b:c",
                "a--b.slice:b:c",
                "a-.slice:b:c"
            })
    void anything_else_is_an_error_at_its_place(String cgroupsPath) {
        assertThatThrownBy(() -> scope(cgroupsPath, ""))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("cgroupsPath: ");
    }
}
