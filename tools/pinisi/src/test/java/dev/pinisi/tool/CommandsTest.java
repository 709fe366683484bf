package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.ContainerState;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private final Session session = new Session();
    private final FakeEngine engine = session.engine;

    @BeforeEach
    void threeContainers() {
        engine.add("web", ContainerState.RUNNING);
        engine.add("done", ContainerState.EXITED);
        engine.add("fresh", ContainerState.CREATED);
        engine.images.add("c", "localhost/busybox:latest", "127.0.0.1:5000/bb:1");
        engine.images.add("f");
    }

    @Test
    void ps_shows_what_runs_in_podmans_columns() {
        assertThat(session.run("ps").out()).isEqualTo("""
                CONTAINER ID  IMAGE                     COMMAND     CREATED        STATUS        PORTS                                                  NAMES
                a1a1a1a1a1a1  localhost/busybox:latest  sleep 300   3 minutes ago  Up 2 minutes  0.0.0.0:18080->80/tcp, 127.0.0.1:5300-5301->53-54/udp  web
                """);
    }

    @Test
    void ps_chooses_sorts_and_shortens() {
        assertThat(session.run("ps", "-aq").out()).isEqualTo("a1a1a1a1a1a1\na2a2a2a2a2a2\na3a3a3a3a3a3\n");
        assertThat(session.run("ps", "-q", "--no-trunc").out()).isEqualTo("a1".repeat(32) + "\n");
        assertThat(session.run("ps", "-l", "--format", "{{.Names}}").out()).isEqualTo("fresh\n");
        assertThat(session.run("ps", "-n", "2", "--format", "{{.Names}}").out()).isEqualTo("done\nfresh\n");
        assertThat(session.run("ps", "-a", "--sort", "names", "--format", "{{.Names}}")
                        .out())
                .isEqualTo("done\nfresh\nweb\n");
        assertThat(session.run("ps", "--filter", "status=exited", "--format", "{{.Names}}")
                        .out())
                .contains("done");
        assertThat(session.run("ps", "-a", "--noheading").out()).doesNotContain("CONTAINER ID");
    }

    @Test
    void ps_formats_as_podman_does() {
        assertThat(session.run("ps", "-a", "--format", "table {{.ID}}\\t{{.Status}} {{.Label \"app\"}}")
                        .out())
                .isEqualTo("""
                        CONTAINER ID  STATUS                         app
                        a1a1a1a1a1a1  Up 2 minutes                   web
                        a2a2a2a2a2a2  Exited (3) About a minute ago  done
                        a3a3a3a3a3a3  Created                        fresh
                        """);
        assertThat(session.run("ps", "--format", "json").out())
                .startsWith(
                        "[\n  {\n    \"AutoRemove\": false,\n    \"CIDFile\": \"\",\n    \"Command\": [\n      \"sleep\",\n")
                .contains("\"host_port\": 18080", "\"Pid\": 4711", "\"State\": \"running\"")
                .endsWith("  }\n]\n");
        assertThat(session.run("ps", "--format", "{{json .Ports}} {{.Labels}} {{.Mounts}}")
                        .out())
                .isEqualTo("\"0.0.0.0:18080->80/tcp, 127.0.0.1:5300-5301->53-54/udp\" map[app:web] [/x]\n");
        assertThat(session.run("ps", "--format", "{{.Nosuch}}").err())
                .startsWith(
                        "Error: template: ps:1:3: at <.Nosuch>: can't evaluate field Nosuch; the fields are AutoRemove,");
    }

    @Test
    void ps_shows_sizes_and_namespaces_when_asked() {
        assertThat(session.run("ps", "-s", "-f", "name=web").out())
                .contains("NAMES       SIZE\n")
                .endsWith("web         11.3kB (virtual 2.23MB)\n");
        // of the one that is said to run, some process of this machine may have the number
        assertThat(session.run("ps", "-a", "--ns").out().lines().map(String::stripTrailing))
                .contains(
                        "CONTAINER ID  NAMES       PID         CGROUPNS    IPC         MNT         NET         PIDNS"
                                + "       USERNS      UTS",
                        "a2a2a2a2a2a2  done        0",
                        "a3a3a3a3a3a3  fresh       0");
        assertThat(session.run("ps", "--pod", "-f", "name=web").out()).contains("POD ID", "PODNAME");
        assertThat(session.run("ps", "-s", "--ns").err()).contains("size and namespace options conflict");
        assertThat(session.run("ps", "-s", "--format", "{{.Size}} {{.Namespaces.MNT}}{{.CIDFile}}", "-f", "name=web")
                        .out())
                .isEqualTo("11.3kB (virtual 2.23MB) \n");
        assertThat(session.run("inspect", "-s", "-f", "{{.SizeRw}} {{.SizeRootFs}}", "web")
                        .out())
                .isEqualTo("11297 2230000\n");
    }

    @Test
    void prune_removes_what_does_not_run() {
        assertThat(session.run("container", "prune", "-f").out()).hasLineCount(2);
        assertThat(engine.calls)
                .filteredOn(call -> call.startsWith("remove"))
                .hasSize(2)
                .noneMatch(call -> call.contains("web"));
    }

    @Test
    void images_of_additional_stores_are_marked_and_kept() {
        engine.images.addReadOnly("e", "localhost/shared:1");
        assertThat(session.run("images").out()).isEqualTo("""
                REPOSITORY         TAG         IMAGE ID      CREATED            SIZE        R/O
                localhost/busybox  latest      cccccccccccc  About an hour ago  2.22 MB     false
                127.0.0.1:5000/bb  1           cccccccccccc  About an hour ago  2.22 MB     false
                <none>             <none>      ffffffffffff  About an hour ago  2.22 MB     false
                localhost/shared   1           eeeeeeeeeeee  About an hour ago  2.22 MB     true
                """);
        assertThat(session.run("images", "--format", "{{.ID}} {{.ReadOnly}}").out())
                .contains("eeeeeeeeeeee true\n");
        assertThat(session.run("images", "--format", "json").out()).containsOnlyOnce("\"ReadOnly\": true");
        session.run("rmi", "--all", "--force");
        session.run("image", "prune", "--all", "--force");
        assertThat(engine.calls)
                .anyMatch(call -> call.contains("f".repeat(64)))
                .noneMatch(call -> call.contains("e".repeat(64)));
    }

    @Test
    void images_has_a_line_for_each_name() {
        assertThat(session.run("images").out()).isEqualTo("""
                REPOSITORY         TAG         IMAGE ID      CREATED            SIZE
                localhost/busybox  latest      cccccccccccc  About an hour ago  2.22 MB
                127.0.0.1:5000/bb  1           cccccccccccc  About an hour ago  2.22 MB
                <none>             <none>      ffffffffffff  About an hour ago  2.22 MB
                """);
        assertThat(session.run("images", "-q").out()).isEqualTo("cccccccccccc\nffffffffffff\n");
        assertThat(session.run("images", "--format", "{{.Repository}}:{{.Tag}}", "busybox")
                        .out())
                .startsWith("localhost/busybox:latest\n");
        assertThat(engine.calls).contains("images [FilterTerm[key=reference, value=busybox]]");
        assertThat(session.run("images", "--format", "json").out())
                .startsWith("[\n    {\n        \"Id\": \"" + "c".repeat(64));
    }

    @Test
    void inspect_indents_by_five_and_tells_what_is_missing() {
        assertThat(session.run("inspect", "web").out())
                .startsWith("[\n     {\n          \"Id\": \"a1a1")
                .endsWith("     }\n]\n");
        assertThat(session.run("inspect", "-f", "{{.Name}} {{.State.Status}}", "web", "done")
                        .out())
                .isEqualTo("web running\ndone exited\n");
        Session.Result missing = session.run("inspect", "nosuch");
        assertThat(missing.code()).isEqualTo(125);
        assertThat(missing.out()).isEqualTo("[]\n");
        assertThat(missing.err()).isEqualTo("Error: no such object: \"nosuch\"\n");
        assertThat(session.run("inspect", "--type", "image", "web").err()).contains("web: image not known");
        assertThat(session.run("image", "inspect", "busybox").out()).contains("\"RepoTags\": [");
    }

    @Test
    void rm_has_podmans_exit_codes() {
        assertThat(session.run("rm", "done").out()).isEqualTo("done\n");
        assertThat(session.run("rm", "nosuch").code()).isEqualTo(1);
        assertThat(session.run("rm", "web").code()).isEqualTo(2);
        assertThat(session.run("rm", "-f", "nosuch", "web").code()).isZero();
        assertThat(session.run("rm").err()).isEqualTo("Error: you must provide at least one name or id\n");
        assertThat(session.run("rm", "-a", "x").err()).contains("no arguments are needed with --all");
    }

    @Test
    void what_fails_for_one_container_is_still_done_for_the_others() {
        Session.Result result = session.run("stop", "nosuch", "web", "-t", "1");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.out()).isEqualTo("web\n");
        assertThat(result.err()).isEqualTo("Error: no container with name or ID \"nosuch\" found: no such container\n");
        assertThat(engine.calls).contains("stop web OptionalInt[1]");
    }

    @Test
    void kill_takes_names_of_signals() {
        assertThat(session.run("kill", "-s", "hup", "web").out()).isEqualTo("web\n");
        assertThat(engine.calls).contains("kill web 1");
        assertThat(session.run("kill", "-s", "FROB", "web").err()).isEqualTo("Error: invalid signal: FROB\n");
    }

    @Test
    void exit_codes_of_containers_become_the_tools() {
        assertThat(session.run("start", "-a", "done").code()).isEqualTo(3);
        assertThat(session.run("exec", "web", "ls", "-l").code()).isEqualTo(42);
        assertThat(session.run("attach", "web").code()).isZero();
        assertThat(session.run("wait", "done", "done").out()).isEqualTo("3\n3\n");
        assertThat(engine.calls).anyMatch(call -> call.startsWith("exec web ExecSpec[command=[ls, -l]"));
    }

    @Test
    void exists_answers_by_its_exit_code_alone() {
        assertThat(session.run("container", "exists", "web")).isEqualTo(new Session.Result(0, "", ""));
        assertThat(session.run("container", "exists", "nosuch")).isEqualTo(new Session.Result(1, "", ""));
        assertThat(session.run("image", "exists", "busybox").code()).isZero();
        assertThat(session.run("image", "exists", "nosuch").code()).isEqualTo(1);
    }

    @Test
    void port_lists_and_finds() {
        assertThat(session.run("port", "web").out())
                .isEqualTo("80/tcp -> 0.0.0.0:18080\n53/udp -> 127.0.0.1:5300\n54/udp -> 127.0.0.1:5301\n");
        assertThat(session.run("port", "web", "80").out()).isEqualTo("0.0.0.0:18080\n");
        assertThat(session.run("port", "web", "80/udp").err())
                .isEqualTo("Error: failed to find published port \"80/udp\"\n");
    }

    @Test
    void rmi_tells_what_went() {
        assertThat(session.run("rmi", "busybox").out())
                .isEqualTo("Untagged: localhost/busybox:latest\nUntagged: 127.0.0.1:5000/bb:1\nDeleted: "
                        + "c".repeat(64) + "\n");
        assertThat(session.run("rmi", "nosuch").code()).isEqualTo(1);
        assertThat(session.run("rmi", "-i", "nosuch").code()).isZero();
    }

    @Test
    void pull_shows_lines_without_a_terminal_and_nothing_when_quiet() {
        Session.Result loud = session.run("pull", "x");
        assertThat(loud.out()).isEqualTo("e".repeat(64) + "\n");
        assertThat(loud.err()).startsWith("Trying to pull x...\nCopying blob sha256:");
        assertThat(session.run("pull", "-q", "x").err()).isEmpty();
    }

    @Test
    void global_options_reach_the_engine() {
        session.run("--root", "/a/../b", "--runroot=/r", "--runtime", "crun", "--conmon", "/usr/bin/conmon", "ps");
        assertThat(engine.options.root()).hasToString("/b");
        assertThat(engine.options.runtime()).isEqualTo("crun");
        assertThat(engine.options.monitor()).isEqualTo("/usr/bin/conmon");
        session.run("ps", "--root", "/c");
        assertThat(engine.options.root()).hasToString("/c");
        assertThat(session.run("--log-level", "frob", "ps").code()).isEqualTo(1);
        assertThat(session.run("--cgroup-manager", "systemd", "ps").err()).contains("use cgroupfs");
    }

    @Test
    void info_is_yaml_json_or_a_template() {
        assertThat(session.run("info").out())
                .contains("store:\n  containerStore:\n    number: 3\n", "aotCacheInUse: true");
        assertThat(session.run("info", "-f", "{{.Host.Kernel}}").out()).isEqualTo("6.18\n");
        assertThat(session.run("info", "-f", "json").out()).contains("\"graphRoot\": \"/root\"");
        assertThat(session.run(
                                "info",
                                "-f",
                                "{{.Host.OCIRuntime.Name}} {{.Host.CPUs}} {{.Host.Security.Rootless}}"
                                        + " {{.Store.VolumePath}} {{.Host.Distribution.Codename}}")
                        .out())
                .isEqualTo("oci 2 false /root/volumes trixie\n");
    }

    @Test
    void save_names_the_format_and_the_place(@TempDir Path dir) {
        assertThat(session.run("save", "--format", "oci-dir", "-o", dir + "/x", "busybox")
                        .code())
                .isZero();
        assertThat(engine.calls).contains("save [busybox] oci-dir " + dir + "/x");
        assertThat(session.run("save", "--format", "frob", "x").err())
                .contains("use one of docker-archive, oci-archive, oci-dir, docker-dir");
        assertThat(session.run("load", "-i", "/nosuch").err())
                .isEqualTo("Error: load /nosuch: no such file or directory\n");
    }
}
