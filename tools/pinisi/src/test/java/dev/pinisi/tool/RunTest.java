package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
    private final Session session = new Session();
    private final FakeEngine engine = session.engine;

    @TempDir
    private Path dir;

    @BeforeEach
    void anImage() {
        engine.images.add("c", "localhost/busybox:latest");
    }

    private ContainerSpec spec(String... words) {
        Session.Result result = session.run(words);
        assertThat(result.err()).isEmpty();
        return engine.specs.get(engine.specs.size() - 1);
    }

    @Test
    void run_attaches_and_ends_with_the_containers_code() {
        Session.Result result =
                session.run("run", "--rm", "-i", "--name", "x", "busybox", "sh", "-c", "exit 3", "--rm");
        assertThat(result).isEqualTo(new Session.Result(3, "", ""));
        ContainerSpec spec = engine.specs.get(0);
        assertThat(spec.process().command()).containsExactly("sh", "-c", "exit 3", "--rm");
        assertThat(spec.autoRemove()).isTrue();
        assertThat(spec.process().stdin()).isTrue();
        assertThat(spec.createCommand()).startsWith("pinisi", "run", "--rm").endsWith("--rm");
        assertThat(engine.calls).anyMatch(call -> call.startsWith("startAttached x AttachStreams[stdin=true"));
        assertThat(engine.calls).noneMatch(call -> call.startsWith("pull"));
    }

    @Test
    void detached_it_prints_the_id() {
        Session.Result result = session.run("run", "-d", "busybox");
        assertThat(result).isEqualTo(new Session.Result(0, "a1".repeat(32) + "\n", ""));
        assertThat(engine.calls).contains("start invented");
    }

    @Test
    void a_missing_image_is_pulled_and_the_policy_is_kept() {
        session.run("run", "nosuch");
        session.run("create", "--pull=always", "busybox");
        session.run("create", "--pull", "never", "other");
        assertThat(engine.calls).contains("pull nosuch MISSING", "pull busybox ALWAYS", "pull other NEVER");
    }

    @Test
    void variables_come_from_files_words_and_this_process() throws IOException {
        Path file = Files.writeString(dir.resolve("env"), "# comment\nA=file\n\nB=b=c\nPATH\nNOSUCH_VARIABLE\n");
        ContainerSpec spec = spec("create", "--env-file", file.toString(), "-e", "A=word", "-eC=", "busybox");
        assertThat(spec.process().env())
                .containsEntry("A", "word")
                .containsEntry("B", "b=c")
                .containsEntry("C", "")
                .containsEntry("PATH", System.getenv("PATH"))
                .doesNotContainKey("NOSUCH_VARIABLE");
    }

    @Test
    void labels_come_from_files_and_words() throws IOException {
        Path file = Files.writeString(dir.resolve("labels"), "a=1\n# no\nb\n");
        ContainerSpec spec = spec("create", "--label-file", file.toString(), "-l", "c=d=e", "--label", "f", "busybox");
        assertThat(spec.labels())
                .containsEntry("a", "1")
                .containsEntry("b", "")
                .containsEntry("c", "d=e")
                .containsEntry("f", "");
    }

    @Test
    void an_entrypoint_is_a_word_a_list_or_nothing() {
        assertThat(spec("create", "--entrypoint", "/bin/a b", "busybox")
                        .process()
                        .entrypoint())
                .contains(List.of("/bin/a b"));
        assertThat(spec("create", "--entrypoint", "[\"a\",\"b\"]", "busybox")
                        .process()
                        .entrypoint())
                .contains(List.of("a", "b"));
        assertThat(spec("create", "--entrypoint", "", "busybox").process().entrypoint())
                .contains(List.of());
        assertThat(spec("create", "busybox").process().entrypoint()).isEmpty();
    }

    @Test
    void sizes_and_numbers_reach_the_limits() {
        ContainerSpec spec = spec(
                "create",
                "-m",
                "64m",
                "--memory-swap=-1",
                "--cpus",
                "1.5",
                "--pids-limit",
                "-1",
                "--shm-size",
                "1g",
                "busybox");
        assertThat(spec.resources().memory()).hasValue(64 << 20);
        assertThat(spec.resources().memorySwap()).hasValue(-1);
        assertThat(spec.resources().cpuQuota()).hasValue(150_000);
        assertThat(spec.resources().pids()).hasValue(-1);
        assertThat(spec.resources().shmSize()).hasValue(1 << 30);
    }

    @Test
    void several_options_of_a_kind_add_up() {
        ContainerSpec spec = spec(
                "create",
                "--cap-add=net_admin,sys_time",
                "--cap-add",
                "chown",
                "-p",
                "8080:80",
                "-p",
                "53:53/udp",
                "-v",
                "/tmp:/a",
                "--tmpfs",
                "/b",
                "--sysctl",
                "net.a=1",
                "--stop-signal",
                "HUP",
                "busybox");
        assertThat(spec.security().capAdd()).containsExactly("CAP_NET_ADMIN", "CAP_SYS_TIME", "CAP_CHOWN");
        assertThat(spec.network().ports()).hasSize(2);
        assertThat(spec.mounts()).hasSize(2);
        assertThat(spec.sysctl()).containsEntry("net.a", "1");
        assertThat(spec.stopSignal()).isEqualTo(1);
    }

    @Test
    void a_cid_file_gets_the_id_and_must_be_new() throws IOException {
        Path file = dir.resolve("cid");
        assertThat(session.run("create", "--cidfile", file.toString(), "busybox")
                        .code())
                .isZero();
        assertThat(file).content().isEqualTo("a1".repeat(32));
        Session.Result again = session.run("create", "--cidfile", file.toString(), "busybox");
        assertThat(again.code()).isEqualTo(125);
        assertThat(again.err()).startsWith("Error: container id file exists");
        assertThat(session.run("stop", "--cidfile", file.toString()).code()).isZero();
    }

    @Test
    void replace_removes_the_container_of_that_name() {
        session.run("create", "--name", "x", "busybox");
        session.run("create", "--name", "x", "--replace", "busybox");
        assertThat(engine.calls).anyMatch(call -> call.startsWith("remove x RemoveOptions[force=true"));
        assertThat(session.run("create", "--replace", "busybox").err())
                .isEqualTo("Error: cannot replace container without --name being set\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--memory abc | --memory abc: must be a number of bytes",
                "--cpus x | invalid argument \"x\" for \"--cpus\" flag: must be a number",
                "--cpus -1 | --cpus -1: must not be negative",
                "--annotation x | x: annotations must be formatted KEY=VALUE",
                "--sysctl foo | foo is invalid, sysctl values must be in the form of KEY=VALUE",
                "--userns keep-id | --userns keep-id is not supported yet",
                "--attach foo | invalid stream \"foo\" for --attach",
                "--env-file /nosuch | parsing file: /nosuch: no such file or directory",
                "-e =x | --env =x: no variable name",
                "--platform a/b --arch c | --platform option can not be specified with --arch or --os",
                "--restart always | --restart always: only \"no\" is supported",
                "--stop-signal FROB | invalid signal: FROB",
                "--pull bogus | --pull bogus: must be always, missing, never or newer",
                "--dns x | --dns x: \"x\" is not an ip address",
                "--add-host a:b | --add-host a:b: \"b\" is not an ip address",
                "--cpus 1 --cpu-quota 5 | --cpus cannot be set together with",
                "--blkio-weight x | --blkio-weight x: must be a whole number",
            })
    void a_wrong_value_is_told_in_one_line(String options, String message) {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(options.split(" ")));
        words.add("busybox");
        Session.Result result = session.run(words.toArray(String[]::new));
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Error: " + message);
        assertThat(result.err().replaceFirst("See .*\n", "")).containsOnlyOnce("\n");
        assertThat(engine.specs).isEmpty();
    }

    @Test
    void without_an_image_it_says_so() {
        assertThat(session.run("run").err()).isEqualTo("Error: requires at least 1 arg(s), only received 0\n");
        assertThat(session.run("run", "--name").err())
                .isEqualTo("Error: flag needs an argument: --name\nSee 'pinisi run --help'\n");
    }
}
