package dev.pinisi.oci.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InForceTest {
    @TempDir
    private Path group;

    private String completed(String resources) {
        CgroupPlace place = new CgroupPlace(Map.of("", group.toString()));
        JsonCursor asked = JsonCursor.parse(resources.getBytes(StandardCharsets.UTF_8));
        return new JsonWriter()
                .value(InForce.completed(asked, place, new NioCgroupFiles()).json())
                .toString();
    }

    @Test
    void a_limit_on_swap_comes_with_the_one_on_memory_that_it_includes() throws IOException {
        Files.writeString(group.resolve("memory.max"), "1048576\n");
        assertThat(completed("{\"memory\":{\"swap\":2097152}}"))
                .isEqualTo("{\"memory\":{\"swap\":2097152,\"limit\":1048576}}");
        Files.writeString(group.resolve("memory.max"), "max\n");
        assertThat(completed("{\"memory\":{\"swap\":-1}}")).isEqualTo("{\"memory\":{\"swap\":-1,\"limit\":-1}}");
    }

    @Test
    void a_period_comes_with_its_quota() throws IOException {
        Files.writeString(group.resolve("cpu.max"), "20000 100000\n");
        assertThat(completed("{\"cpu\":{\"period\":50000}}")).isEqualTo("{\"cpu\":{\"period\":50000,\"quota\":20000}}");
    }

    @Test
    void what_is_complete_stays_as_it_is() {
        String complete = "{\"memory\":{\"limit\":5,\"swap\":6},\"cpu\":{\"quota\":7},\"pids\":{\"limit\":8}}";
        assertThat(completed(complete)).isEqualTo(complete);
    }
}
