package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersConfTest {
    @TempDir
    Path root;

    Host host;

    @BeforeEach
    void makeHost() {
        host = new Host(root);
    }

    private ContainersConf load() {
        return ContainersConf.load(host.places());
    }

    @Test
    void a_file_of_comments_says_nothing() {
        host.file("usr/share/containers/containers.conf", "[containers]", "# init = true", "  [engine]", "");
        assertThat(load().containers().init()).isFalse();
        assertThat(load().engine().runtime()).isEmpty();
    }

    @Test
    void a_later_file_counts_for_each_key() {
        host.file("usr/share/containers/containers.conf", "[engine]", "runtime = 'a'", "cgroup_manager = 'systemd'")
                .file("etc/containers/containers.conf", "[engine]", "runtime = 'b'")
                .file("etc/containers/containers.conf.d/x.conf", "[engine]", "runtime = 'c'")
                .file("home/me/.config/containers/containers.conf", "[containers]", "pids_limit = 7");
        assertThat(load().engine().runtime()).contains("c");
        assertThat(load().engine().cgroupManager()).contains("systemd");
        assertThat(load().containers().pidsLimit()).contains(7L);
    }

    @Test
    void an_array_replaces_unless_it_says_append() {
        host.file("usr/share/containers/containers.conf", "[containers]", "env = ['A=1']", "devices = ['/dev/a']")
                .file(
                        "etc/containers/containers.conf",
                        "[containers]",
                        "env = ['B=2', {append=true}]",
                        "devices = ['/dev/b']");
        assertThat(load().containers().environment()).containsExactly("A=1", "B=2");
        assertThat(load().containers().devices()).containsExactly("/dev/b");
    }

    @Test
    void the_runtimes_table_gives_paths_by_name() {
        host.file("etc/containers/containers.conf", "[engine.runtimes]", "crun = ['/usr/bin/crun', '/bin/crun']");
        assertThat(load().engine().runtimes()).containsEntry("crun", List.of("/usr/bin/crun", "/bin/crun"));
    }

    @Test
    void variables_name_a_file_to_read_instead_and_one_to_read_last() {
        host.file("etc/containers/containers.conf", "[engine]", "runtime = 'a'")
                .file("own.conf", "[engine]", "stop_timeout = 3")
                .file("last.conf", "[engine]", "stop_timeout = 4")
                .variable("CONTAINERS_CONF", host.path("own.conf"));
        assertThat(load().engine().runtime()).isEmpty();
        assertThat(load().engine().stopTimeout()).contains(3L);
        host.variable("CONTAINERS_CONF_OVERRIDE", host.path("last.conf"));
        assertThat(load().engine().stopTimeout()).contains(4L);
    }

    @Test
    void a_value_of_the_wrong_type_names_file_and_key() {
        host.file("etc/containers/containers.conf", "[containers]", "default_ulimits = 'nofile=1'");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(this::load)
                .withMessageContaining("etc/containers/containers.conf")
                .withMessageContaining("containers.default_ulimits: an array expected");
    }
}
