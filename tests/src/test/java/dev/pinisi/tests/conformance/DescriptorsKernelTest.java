package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No descriptor of the runtime's leads out of a container (CVE-2016-9962, CVE-2024-21626). */
class DescriptorsKernelTest extends ConformanceTest {
    private static final int HIGHEST_TRIED = 14;

    /** Those of the shell, listed by another program. */
    private static final String OPEN = "ls /proc/$$/fd; true";

    @Test
    void the_program_has_the_three_standard_ones_only() {
        assertThat(outputOf(container().shell(OPEN)).lines()).containsExactly("0", "1", "2");
    }

    @Test
    void a_further_program_has_the_three_standard_ones_only() {
        Container container =
                container().shell("while :; do sleep 0.1; done").create().start();

        assertThat(container.shellIn(OPEN).text().lines()).containsExactly("0", "1", "2");
    }

    @Test
    void none_is_a_working_directory() {
        for (int fd = 3; fd <= HIGHEST_TRIED; fd++) {
            Container container = container().set("process.cwd", "'/proc/self/fd/" + fd + "'");
            assertThat(container.run().status()).as("descriptor %d", fd).isNotZero();
        }
    }

    @Test
    void none_is_a_working_directory_of_exec_behind_a_link() throws IOException {
        Container container =
                container().shell("while :; do sleep 0.1; done").create().start();
        for (int fd = 3; fd <= HIGHEST_TRIED; fd++) {
            String name = "way" + fd;
            Files.createSymbolicLink(container.rootfs().resolve(name), Path.of("/proc/self/fd/" + fd));
            assertThat(container
                            .exec("--cwd", "/" + name, container.id(), "true")
                            .status())
                    .as("descriptor %d", fd)
                    .isNotZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/..", "/../../..", "/../../../../../.."})
    void none_leads_to_a_program_of_the_host(String up) throws IOException {
        Path marker = directory().resolve("reached");
        Path program = Files.writeString(directory().resolve("program"), "#!/bin/sh\necho > " + marker + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Container container =
                container().shell("while :; do sleep 0.1; done").create().start();
        for (int fd = 3; fd <= HIGHEST_TRIED; fd++) {
            String path = "/proc/self/fd/" + fd + up + program;
            assertThat(container.exec(container.id(), path).status()).as(path).isNotZero();
        }
        assertThat(marker).doesNotExist();
    }
}
