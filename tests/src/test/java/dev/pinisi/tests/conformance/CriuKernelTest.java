package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code checkpoint} and {@code restore} do with a CRIU that is of no use: a script in its place. */
class CriuKernelTest extends ConformanceTest {
    private static final String WAITS = "while :; do sleep 0.1; done";

    private static final String LISTENS = "dd bs=4096 count=1 <&3 2>/dev/null >/dev/null; ";

    /** What CRIU of a version answers when asked for it: two small protocol buffers, one within the other. */
    private static String version(int major, int minor) {
        return LISTENS + "printf '\\010\\012\\020\\001\\122\\004\\010\\" + Integer.toOctalString(major) + "\\020\\"
                + Integer.toOctalString(minor) + "' >&3";
    }

    private Result checkpointBy(String script) throws IOException {
        Path programs = Files.createDirectory(directory().resolve("programs"));
        Path criu = Files.writeString(programs.resolve("criu"), "#!/bin/sh\n" + script + "\n");
        assertThat(criu.toFile().setExecutable(true)).isTrue();
        runBy(List.of("/usr/bin/env", "PATH=" + programs + ":/usr/bin:/bin"));
        Container container = container().shell(WAITS).create().start();
        Result result = container.command(
                "checkpoint", "--image-path", directory().resolve("images").toString(), container.id());
        assertThat(result.status()).isEqualTo(1);
        assertThat(container.status()).isEqualTo("running");
        return result;
    }

    @BeforeEach
    void isOurOwn() {
        assumeNot(Gap.JUDGES_CRIU);
    }

    @Test
    void an_old_one_is_refused() throws IOException {
        assertThat(checkpointBy(version(3, 15)).errors()).contains("criu 3.15 is too old", "3.16");
    }

    @Test
    void one_that_ends_at_once_is_an_error() throws IOException {
        assertThat(checkpointBy("exit 0").errors()).contains("criu ended without an answer");
    }

    @Test
    void one_that_talks_otherwise_is_an_error() throws IOException {
        assertThat(checkpointBy(LISTENS + "echo hello >&3").errors()).contains("is the program on PATH CRIU?");
    }

    @Test
    void what_landlock_restricts_has_no_checkpoint() throws IOException {
        Container container = container().set("annotations", "{'dev.pinisi.landlock': 'exec:/ write:/dev'}");
        container.shell(WAITS).create().start();
        Result result = container.command("checkpoint", container.id());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("dev.pinisi.landlock", "restored");
    }

    @Test
    void a_runtime_that_is_killed_while_it_restores_leaves_what_can_be_deleted() throws Exception {
        Path programs = Files.createDirectory(directory().resolve("programs"));
        String asked = "[ -e " + directory() + "/asked ] && exec sleep 60; touch " + directory() + "/asked; ";
        Path criu = Files.writeString(programs.resolve("criu"), "#!/bin/sh\n" + asked + version(4, 0) + "\n");
        assertThat(criu.toFile().setExecutable(true)).isTrue();
        Path images = Files.createDirectory(directory().resolve("images"));
        Files.writeString(images.resolve("inventory.img"), "");
        Files.writeString(images.resolve("descriptors.json"), "[]");
        runBy(List.of("/usr/bin/env", "PATH=" + programs + ":/usr/bin:/bin"));
        Container container = container();
        container.writeConfiguration();
        Process restore = runtime()
                .start(List.of(
                        "restore",
                        "--detach",
                        "--image-path",
                        images.toString(),
                        "--bundle",
                        container.bundle().toString(),
                        container.id()));
        Container.await(() -> container.command("state", container.id()).status() == 0, "the restore's state");
        restore.destroyForcibly().waitFor();
        assertThat(container.command("delete", "--force", container.id()).status())
                .isZero();
        assertThat(cgroupDirectories(container.cgroupsPath())).isEmpty();
    }
}
