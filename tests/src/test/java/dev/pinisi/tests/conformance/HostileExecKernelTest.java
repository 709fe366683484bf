package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** exec into containers whose files were changed to deceive it. */
class HostileExecKernelTest extends ConformanceTest {
    private static final String ADMINISTRATOR = "['CAP_SYS_ADMIN', 'CAP_CHOWN', 'CAP_DAC_OVERRIDE']";
    private static final String FAKE_PROC = """
            mount -t tmpfs tmpfs /proc && mkdir -p /proc/self/attr/apparmor && \
            : > /proc/self/attr/exec && : > /proc/self/attr/apparmor/exec && : > /tmp/ready
            while :; do sleep 0.1; done
            """;

    /** CVE-2019-16884, CVE-2025-52881: what is meant for the process's label lands in a file of the container's choice. */
    @Test
    void labels_are_not_written_to_a_proc_that_the_container_made() {
        Container container = container()
                .set("process.capabilities.bounding", ADMINISTRATOR)
                .set("process.capabilities.effective", ADMINISTRATOR)
                .set("process.capabilities.permitted", ADMINISTRATOR)
                .shell(FAKE_PROC)
                .create()
                .start();
        Container.await(
                () -> Files.exists(container.rootfs().resolve("tmp/ready")), "the container to cover its /proc");

        container.exec("--apparmor", "label", container.id(), "true");

        assertThat(container
                        .shellIn("cat /proc/self/attr/exec /proc/self/attr/apparmor/exec")
                        .output())
                .isEmpty();
    }

    @Test
    void a_pipe_for_etc_passwd_does_not_hold_it_up() throws IOException {
        assumeNot(Gap.TRUSTS_PASSWD);
        Container container =
                container().shell("while :; do sleep 0.1; done").create().start();
        Files.delete(container.rootfs().resolve("etc/passwd"));
        Result made = OciRuntime.execute(
                directory(),
                List.of("mkfifo", container.rootfs().resolve("etc/passwd").toString()));
        assertThat(made.status()).as(made.errors()).isZero();

        assertThat(container.shellIn("echo $HOME").text()).isEqualTo("/");
    }

    @Test
    void an_endless_etc_passwd_is_not_read_to_its_end() throws IOException {
        assumeNot(Gap.TRUSTS_PASSWD);
        Container container =
                container().shell("while :; do sleep 0.1; done").create().start();
        try (var file = new java.io.RandomAccessFile(
                container.rootfs().resolve("etc/passwd").toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(container.shellIn("echo $HOME").text()).isIn("/", "/root");
    }
}
