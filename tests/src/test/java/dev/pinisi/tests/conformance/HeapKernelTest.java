package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** pinisi-oci never collects garbage: when its fixed heap is full, it says so and ends, before anything is made. */
class HeapKernelTest extends ConformanceTest {
    private static final int ENTRIES = 700_000;

    @Test
    void a_configuration_that_fills_the_heap_ends_with_a_message() throws IOException {
        assumeTrue(runtime().name().equals("pinisi-oci"), "skipped: only pinisi-oci has a fixed heap");
        Container container = container();
        StringBuilder document = new StringBuilder("{\"ociVersion\": \"1.2.0\", \"process\": {\"env\": [\"A=1\"");
        document.append(", \"NAME=a value of some length\"".repeat(ENTRIES)).append("]}}");
        Files.writeString(container.bundle().resolve("config.json"), document);

        Result result = container.command("run", "--bundle", container.bundle().toString(), container.id());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("the heap of 64 MB is exhausted");
        assertThat(container.command("state", container.id()).status()).isNotZero();
    }
}
