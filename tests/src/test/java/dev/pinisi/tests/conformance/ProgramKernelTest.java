package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** While a process of the runtime is inside a container, the container must not be able to change the runtime's program. */
class ProgramKernelTest extends ConformanceTest {
    @Test
    void the_program_is_seen_through_a_read_only_mount() throws IOException {
        assumeTrue(runtime().name().equals("pinisi-oci"), "skipped: other runtimes seal a copy");
        Container container = container().create();

        Path program = Path.of("/proc", Long.toString(container.pid()), "exe");

        assertThatThrownBy(() -> Files.newByteChannel(program, StandardOpenOption.WRITE))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Read-only file system");
    }
}
