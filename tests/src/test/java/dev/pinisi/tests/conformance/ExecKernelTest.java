package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Further processes in a container: runc's command line. */
class ExecKernelTest extends ConformanceTest {
    private Container running() {
        return container()
                .set("process.env", "['PATH=/bin', 'FROM=config']")
                .shell("while :; do sleep 0.1; done")
                .create()
                .start();
    }

    @Test
    void it_returns_the_programs_output_and_exit_status() {
        Container container = running();
        Result result = container.shellIn("echo out; echo err >&2; exit 5");
        assertThat(result.status()).isEqualTo(5);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errors()).isEqualTo("err\n");
    }

    @Test
    void it_runs_in_all_namespaces_of_the_container() {
        Container container = running();
        String own = "for n in pid mnt ipc uts net; do readlink /proc/1/ns/$n; done";
        assertThat(container.shellIn(own.replace("/1/", "/self/")).output())
                .isEqualTo(container.shellIn(own).output());
    }

    @Test
    void user_environment_and_directory_can_be_given() {
        Container container = running();
        Result result = container.exec(
                "--user",
                "1000:1001",
                "--env",
                "ADDED=yes",
                "--cwd",
                "/work",
                container.id(),
                "sh",
                "-c",
                "id -u; id -g; echo $ADDED $FROM; pwd");
        assertThat(result.text().lines()).containsExactly("1000", "1001", "yes config", "/work");
    }

    @Test
    void a_process_runs_on_its_own_processors() {
        assumeNot(Gap.EXEC_CPU_AFFINITY);
        Container container = container()
                .set("process.execCPUAffinity", "{'initial': '0', 'final': '0'}")
                .shell("while :; do sleep 0.1; done")
                .create()
                .start();
        assertThat(container
                        .shellIn("grep Cpus_allowed_list /proc/self/status | tr -d '\t'")
                        .text())
                .isEqualTo("Cpus_allowed_list:0");
    }

    @Test
    void the_process_can_be_given_as_a_file() throws IOException {
        Container container = running();
        Path file = Files.writeString(
                directory().resolve("process.json"),
                "{\"args\":[\"sh\",\"-c\",\"id -u; echo $ONLY; pwd; umask\"],\"cwd\":\"/work\","
                        + "\"env\":[\"PATH=/bin\",\"ONLY=this\"],\"user\":{\"uid\":12,\"gid\":13}}");
        Result result = container.exec("--process", file.toString(), container.id());
        assertThat(result.text().lines()).startsWith("12", "this", "/work");
    }

    @Test
    void it_has_the_containers_capabilities() {
        Container container = running();
        String own = "grep -E '^Cap(Bnd|Prm|Eff)' /proc/1/status";
        assertThat(container.shellIn(own.replace("/1/", "/self/")).output())
                .isEqualTo(container.shellIn(own).output());
    }

    /** CVE-2022-29162, CVE-2022-27650: programs of other users kept what they should lose. */
    @Test
    void a_capability_that_is_added_is_not_inheritable() {
        Container container = running();
        Result result = container.exec(
                "--cap", "CAP_CHOWN", container.id(), "sh", "-c", "grep -E 'Cap(Inh|Amb)' /proc/self/status");
        assertThat(result.text().lines().map(line -> line.replaceAll("\\s", "")))
                .containsExactly("CapInh:0000000000000000", "CapAmb:0000000000000000");
    }

    @Test
    void it_can_be_left_alone_with_a_pid_file() throws IOException {
        Container container = running();
        Path file = directory().resolve("exec.pid");
        Result result = container.exec("--detach", "--pid-file", file.toString(), container.id(), "sleep", "100");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(Path.of("/proc/" + Files.readString(file).strip() + "/comm")).hasContent("sleep\n");
    }

    @Test
    void a_program_that_is_not_there_is_an_error() {
        Container container = running();
        Result result = container.exec(container.id(), "no-such-program");
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("no-such-program");
    }

    @Test
    void it_is_an_error_in_a_container_that_has_stopped() {
        Container container = container().create().start().awaitStopped();
        assertThat(container.exec(container.id(), "true").status()).isNotZero();
    }
}
