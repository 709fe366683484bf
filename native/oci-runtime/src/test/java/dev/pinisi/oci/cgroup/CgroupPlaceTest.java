package dev.pinisi.oci.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CgroupPlaceTest {
    private final Map<String, String> directories = new LinkedHashMap<>();

    @BeforeEach
    void two_hierarchies() {
        directories.put("cpu,cpuacct", "/c/cpu/web");
        directories.put("memory", "/c/memory/web");
    }

    @Test
    void a_path_without_controllers_is_beneath_all() {
        assertThat(new CgroupPlace(directories).below(List.of("/a/./b/")).directories())
                .containsExactly(Map.entry("cpu,cpuacct", "/c/cpu/web/a/b"), Map.entry("memory", "/c/memory/web/a/b"));
    }

    @Test
    void a_path_of_a_controller_is_beneath_its_hierarchy_only() {
        assertThat(new CgroupPlace(directories).below(List.of("cpu:a")).directories())
                .containsExactly(Map.entry("cpu,cpuacct", "/c/cpu/web/a"), Map.entry("memory", "/c/memory/web"));
        assertThat(new CgroupPlace(directories)
                        .below(List.of("memory,cpuacct:a"))
                        .directories())
                .containsExactly(Map.entry("cpu,cpuacct", "/c/cpu/web/a"), Map.entry("memory", "/c/memory/web/a"));
    }

    @Test
    void a_path_that_leads_out_or_a_controller_that_is_not_there_is_refused() {
        CgroupPlace place = new CgroupPlace(directories);
        assertThatThrownBy(() -> place.below(List.of("a/../../b")))
                .hasMessage("\"a/../../b\" leads out of the container's control group");
        assertThatThrownBy(() -> place.below(List.of("pids:a")))
                .hasMessage("the container has no control group of controller pids");
    }
}
