package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The annotation dev.pinisi.landlock: a container's processes may use only the paths that it names. */
class LandlockKernelTest extends ConformanceTest {
    private static final String ANNOTATIONS = "{'dev.pinisi.landlock': '%s'}";

    @BeforeEach
    void needsLandlock() throws IOException {
        assumeTrue(runtime().name().equals("pinisi-oci"), "other runtimes have no such annotation");
        Path list = Path.of("/sys/kernel/security/lsm");
        assumeTrue(!Files.exists(list) || Files.readString(list).contains("landlock"), "no Landlock");
    }

    private Container restricted(String rules) {
        return container().set("annotations", ANNOTATIONS.formatted(rules));
    }

    @Test
    void reading_writing_and_executing_are_allowed_each_for_itself() {
        Container container = restricted("exec:/bin read:/etc write:/tmp,/dev/null")
                .shell("cat /etc/group > /dev/null && echo read; touch /etc/x || echo not written;"
                        + " echo '#!/bin/sh' > /tmp/x && echo written; chmod 755 /tmp/x; /tmp/x || echo not executed;"
                        + " ls /work || echo not listed; mkdir /tmp/d && echo made");

        assertThat(outputOf(container).lines())
                .containsExactly("read", "not written", "written", "not executed", "not listed", "made");
    }

    @Test
    void further_programs_are_restricted_as_well() {
        Container container = restricted("exec:/bin")
                .shell("while :; do sleep 0.1; done")
                .create()
                .start();

        assertThat(container.shellIn("ls /etc; echo end").text()).isEqualTo("end");
    }

    @Test
    void a_path_that_is_not_there_is_an_error_that_names_it() {
        Result result = restricted("exec:/bin read:/missing").run();

        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("Landlock").contains("/missing");
    }

    @Test
    void a_wrong_rule_is_an_error_that_names_the_annotation() {
        assertThat(restricted("run:/bin").run().errors())
                .contains("dev.pinisi.landlock")
                .contains("run");
        assertThat(restricted("read:etc").run().errors())
                .contains("dev.pinisi.landlock")
                .contains("\"etc\"");
        assertThat(restricted(" ").run().errors()).contains("dev.pinisi.landlock");
    }
}
