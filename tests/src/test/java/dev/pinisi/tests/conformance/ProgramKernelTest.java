package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** While a process of the runtime is inside a container, the container must not be able to change the runtime's program. */
class ProgramKernelTest extends ConformanceTest {
    /** While a program runs, nobody can write to it; so what counts is a descriptor that is kept for afterwards. */
    private static final String ATTACK = """
            exec 9</proc/$1/exe && kill -9 $1
            while [ "$(cut -d' ' -f3 /proc/$1/stat 2>/dev/null || echo Z)" != Z ]; do :; done
            : 8>>/proc/self/fd/9
            """;

    @Test
    void a_descriptor_kept_of_it_cannot_be_written_to_later() {
        assumeTrue(runtime().name().equals("pinisi-oci"), "skipped: other runtimes seal a copy");
        Container container = container().create();

        Result result = OciRuntime.execute(
                container.bundle(), List.of("sh", "-c", ATTACK, "attack", Long.toString(container.pid())));

        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("Read-only file system");
    }
}
