package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.ContainerState;
import org.junit.jupiter.api.Test;

class SystemTest {
    private final Session session = new Session();

    @Test
    void df_sums_up_each_kind() {
        session.engine.add("stopped", ContainerState.EXITED);
        session.engine.add("running", ContainerState.RUNNING);
        session.run("volume", "create", "idle");
        session.engine.volumes.addUsed("used", "c1");
        String[] lines = session.run("system", "df").out().split("\n");
        assertThat(lines[0]).isEqualTo("TYPE           TOTAL       ACTIVE      SIZE        RECLAIMABLE");
        assertThat(lines[1]).startsWith("Images ");
        assertThat(lines[2]).isEqualTo("Containers     2           1           600kB       300kB (50%)");
        assertThat(lines[3]).isEqualTo("Local Volumes  2           1           60kB        30kB (50%)");
        assertThat(lines[4]).isEqualTo("Other          0           0           4.096kB     0B (0%)");
    }

    @Test
    void df_is_read_by_programs() {
        session.engine.add("stopped", ContainerState.EXITED);
        assertThat(session.run("system", "df", "--format", "{{.Type}}={{.RawSize}}")
                        .out())
                .contains("Containers=300000\n");
        assertThat(session.run("system", "df", "--format", "json").out())
                .contains("\"RawReclaimable\": 300000")
                .contains("\"Reclaimable\": \"300kB (100%)\"");
        assertThat(session.run("system", "df", "-v", "--format", "json").err())
                .contains("cannot combine --format and --verbose flags");
    }

    @Test
    void df_lists_everything() {
        session.engine.add("stopped", ContainerState.EXITED);
        session.run("volume", "create", "idle");
        assertThat(session.run("system", "df", "-v").out())
                .contains("REPOSITORY ")
                .contains(" UNIQUE SIZE ")
                .containsPattern("a1a1a1a1a1a1 +cccccccccccc +sleep 300 +1 +300kB +3 minutes +exited +stopped\n")
                .containsPattern("idle +0 +30kB\n")
                .contains("Other space usage: 4.096kB\n");
    }

    @Test
    void prune_takes_all_kinds_and_never_a_container_of_an_image() {
        session.engine.images.add("e", "localhost/x:1");
        session.engine.add("stopped", ContainerState.EXITED);
        session.engine.add("running", ContainerState.RUNNING);
        session.run("volume", "create", "idle");
        Session.Result result = session.run("system", "prune", "-f", "--all", "--volumes");
        assertThat(result.out())
                .startsWith("Deleted Containers\na1a1")
                .contains("Deleted Volumes\nidle\n")
                .contains("Deleted Images\n")
                .contains("Total reclaimed space: ");
        assertThat(result.code()).isZero();
        assertThat(session.engine.calls)
                .anyMatch(call -> call.startsWith("remove unused "))
                .noneMatch(call -> call.startsWith("remove running"));
    }

    @Test
    void prune_without_volumes_keeps_them() {
        session.run("volume", "create", "idle");
        session.run("system", "prune", "-f");
        assertThat(session.run("volume", "ls", "-q").out()).isEqualTo("idle\n");
    }

    @Test
    void prune_knows_few_filters() {
        assertThat(session.run("system", "prune", "-f", "--filter", "name=x").err())
                .contains("--filter name=x: name is an invalid filter");
        assertThat(session.run("container", "prune", "-f", "--filter", "status=x")
                        .code())
                .isEqualTo(125);
    }
}
