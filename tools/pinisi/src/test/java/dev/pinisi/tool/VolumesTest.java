package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumesTest {
    private final Session session = new Session();

    @Test
    void a_volume_is_made_once() {
        assertThat(session.run("volume", "create", "-l", "app=web", "data").out())
                .isEqualTo("data\n");
        assertThat(session.run("volume", "create", "data").code()).isEqualTo(125);
        assertThat(session.run("volume", "create", "--ignore", "data").code()).isZero();
        assertThat(session.run("volume", "create").out()).hasSize(65);
    }

    @Test
    void volumes_are_listed_and_inspected() {
        session.run("volume", "create", "-l", "app=web", "data");
        session.run("volume", "create", "other");
        assertThat(session.run("volume", "ls").out())
                .isEqualTo("DRIVER      VOLUME NAME\nlocal       data\nlocal       other\n");
        assertThat(session.run("volume", "ls", "-q", "-f", "label=app=web").out())
                .isEqualTo("data\n");
        assertThat(session.run("volume", "ls", "--format", "{{.Name}} {{.Driver}} {{.Mountpoint}}", "-f", "name=oth")
                        .out())
                .isEqualTo("other local /volumes/other/_data\n");
        assertThat(session.run("volume", "inspect", "-f", "{{.Labels}}", "data").out())
                .isEqualTo("map[app:web]\n");
        assertThat(session.run("volume", "inspect", "none").code()).isEqualTo(125);
        assertThat(session.run("volume", "exists", "data").code()).isZero();
        assertThat(session.run("volume", "exists", "none").code()).isEqualTo(1);
    }

    @Test
    void only_unused_volumes_are_pruned() {
        session.run("volume", "create", "unused");
        session.engine.volumes.addUsed("used", "c1");
        assertThat(session.run("volume", "prune", "-f").out()).isEqualTo("unused\n");
        assertThat(session.run("volume", "ls", "-q").out()).isEqualTo("used\n");
    }

    @Test
    void removal_tells_what_is_not_there() {
        assertThat(session.run("volume", "rm", "none").code()).isEqualTo(1);
        assertThat(session.run("volume", "rm", "--force", "none").code()).isZero();
    }
}
