package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration that is wrong is refused before anything is done; the message is one line that names the member. */
class ErrorsKernelTest extends ConformanceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "process.args| []| process.args",
                "process.cwd| ''| process.cwd",
                "root.path| '/no/such/rootfs'| root.path",
                "process.rlimits| [{'type': 'RLIMIT_NONSENSE', 'soft': 1, 'hard': 1}]| process.rlimits[0].type",
                "process.args| 'sh'| process.args",
                "linux.namespaces| [{'type': 'nonsense'}]| linux.namespaces[0].type",
            })
    void a_wrong_member_is_named(String member, String value, String named) {
        Result result = container().set(member, value).run();
        assertThat(result.status()).as(result.output()).isNotZero();
        if (!runtime().lacks(Gap.NAMES_THE_JSON_PATH)) {
            assertThat(result.errors().lines()).hasSize(1);
            assertThat(result.errors()).contains(named);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "process.rlimits| [{'type': 'RLIMIT_CORE', 'soft': 2, 'hard': 1}]| process.rlimits[0]",
                "process.user.uid| 'root'| process.user.uid",
                "linux.resources.memory.limit| 'much'| linux.resources.memory.limit",
                "process.cwd| 'relative'| process.cwd",
                "linux.personality| {'domain': 'LINUX', 'flags': ['x']}| linux.personality.flags",
                "hooks.createRuntime| [{'path': 'relative'}]| hooks.createRuntime[0].path",
                "linux.namespaces| [{'type': 'mount'}, {'type': 'mount'}]| linux.namespaces[1]",
                "mounts| [{'type': 'tmpfs'}]| mounts[0].destination",
            })
    void so_is_one_that_peers_do_not_look_at(String member, String value, String named) {
        assumeNot(Gap.CHECKS_EVERY_MEMBER);
        a_wrong_member_is_named(member, value, named);
    }

    /** config-linux.md, "IntelRdt"; what is done where it is mounted is the planner's and its executor's tests'. */
    @Test
    void shares_of_caches_are_refused_where_resctrl_is_not_mounted() throws IOException {
        assumeFalse(Files.readString(Path.of("/proc/self/mounts")).contains(" resctrl "), "resctrl is mounted");
        a_wrong_member_is_named("linux.intelRdt", "{'l3CacheSchema': 'L3:0=f'}", "linux.intelRdt");
    }

    @Test
    void a_configuration_that_is_no_json_is_an_error() throws IOException {
        Container container = container();
        Files.writeString(container.bundle().resolve("config.json"), "{\"ociVersion\": ");
        assertThat(container
                        .command("run", "--bundle", container.bundle().toString(), container.id())
                        .status())
                .isNotZero();
    }

    @Test
    void a_bundle_without_a_configuration_is_an_error() {
        Container container = container();
        Result result = container.command("run", "--bundle", container.bundle().toString(), container.id());
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("config.json");
    }

    @Test
    void unknown_commands_and_options_are_errors() {
        Container container = container();
        assertThat(container.command("no-such-command").status()).isNotZero();
        assertThat(container
                        .command("state", "--no-such-option", container.id())
                        .status())
                .isNotZero();
    }

    /** Engines ask so whether a runtime can, say, make checkpoints. */
    @Test
    void a_command_has_help_if_and_only_if_it_is_there() {
        Container container = container();
        assertThat(container.command("create", "--help").status()).isZero();
        assertThat(container.command("no-such-command", "--help").status()).isNotZero();
    }

    @Test
    void unknown_members_are_ignored() {
        assertThat(outputOf(container().set("linux.futureMember", "{'x': 1}").shell("echo runs")))
                .isEqualTo("runs");
    }
}
