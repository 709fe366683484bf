package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** system df, and the prune commands. */
class DiskUsageTest {
    private Host host;

    @BeforeEach
    void start() {
        host = Host.start();
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    private String archive() {
        return Host.HOME + "/share/images/busybox.tar";
    }

    /** By kind, in bytes. */
    private long size(String type) {
        for (String line : host.pinisi("system", "df", "--format", "{{.Type}}={{.RawSize}}")
                .ok()
                .out()
                .split("\n")) {
            if (line.startsWith(type + "=")) {
                return Long.parseLong(line.substring(type.length() + 1));
            }
        }
        throw new AssertionError("no line for " + type);
    }

    @Test
    void theNumbersAddUpToWhatDuSays() {
        host.pinisi(
                        "run",
                        "--name",
                        "writer",
                        "-v",
                        "data:/data",
                        IMAGE,
                        "dd",
                        "if=/dev/zero",
                        "of=/x",
                        "bs=1k",
                        "count=300")
                .ok();
        host.pinisi("run", "--rm", "-v", "data:/data", IMAGE, "dd", "if=/dev/zero", "of=/data/x", "bs=1k", "count=50")
                .ok();
        host.pinisi("tag", IMAGE, "localhost/again").ok();
        long du = Long.parseLong(host.run(
                        "du",
                        "-s",
                        "--block-size=1",
                        host.directory.resolve("root").toString())
                .ok()
                .out()
                .split("\t")[0]);
        assertThat(size("Images") + size("Containers") + size("Local Volumes") + size("Other"))
                .isEqualTo(du);
        assertThat(size("Containers")).isBetween(300L << 10, 400L << 10);
        assertThat(size("Local Volumes")).isBetween(50L << 10, 70L << 10);
        assertThat(host.pinisi("system", "df", "-v").ok().out())
                .containsPattern("localhost/again +latest ")
                .containsPattern("data +1 +");
    }

    @Test
    void pruneRemovesWhatNothingUsesAndLeavesTheRest() {
        host.pinisi("run", "-d", "--name", "stays", "-v", "kept:/data", IMAGE, "sleep", "1000")
                .ok();
        host.pinisi("create", "--name", "goes", IMAGE, "true").ok();
        host.pinisi("volume", "create", "unused").ok();
        String text =
                host.pinisi("system", "prune", "-f", "--all", "--volumes").ok().out();
        assertThat(text)
                .startsWith("Deleted Containers\n")
                .contains("Deleted Volumes\nunused\n")
                .doesNotContain("Deleted Images");
        host.pinisi("exec", "stays", "true").ok();
        host.pinisi("rm", "-f", "-t", "0", "stays").ok();
        assertThat(host.pinisi("system", "prune", "-f", "--all").ok().out()).contains("Deleted Images\n");
        assertThat(host.pinisi("volume", "prune", "-f").ok().out()).isEqualTo("kept\n");
        assertThat(size("Images")).isZero();
        assertThat(host.directory.resolve("root/layers").toFile().list()).isEmpty();
    }

    @Test
    void pruneBesideLoadsTakesNoLayerFromTheirHands() throws Exception {
        for (int round = 0; round < 5; round++) {
            Process load = host.startPinisi("load", "-q", "-i", archive());
            while (load.isAlive()) {
                host.pinisi("image", "prune", "--all", "--force").ok();
            }
            host.finish(load, List.of("load", "round " + round)).ok();
        }
        host.pinisi("image", "prune", "--all", "--force").ok();
        assertThat(host.directory.resolve("root/layers").toFile().list()).isEmpty();
        assertThat(host.directory.resolve("root/staging").toFile().list()).isEmpty();
    }
}
