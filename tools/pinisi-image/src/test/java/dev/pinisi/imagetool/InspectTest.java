package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** inspect, manifest-digest, ls, cat and tree on a layout. */
class InspectTest {
    @TempDir
    Path directory;

    private TestLayout layout;
    private String image;

    @BeforeEach
    void make() throws IOException {
        layout = new TestLayout(directory.resolve("layout"))
                .layer(Map.of("etc/os-release", "ID=test\n"))
                .layer(Map.of("bin/tool", "#!/bin/sh\n"));
        image = layout.finish(
                "{\"Env\":[\"A=<b>\"],\"Labels\":{\"z\":\"1\",\"a\":\"2\"},\"ExposedPorts\":{\"80/tcp\":{}}}");
    }

    @Test
    void theReportHasSkopeosFieldsInItsOrder() {
        assertThat(Session.run("inspect", image).ok().out())
                .startsWith("{\n    \"Digest\": \"sha256:")
                .contains(
                        "    \"RepoTags\": [],\n    \"Created\": \"2026-01-02T03:04:05.6Z\",\n    \"DockerVersion\": \"\",\n"
                                + "    \"Labels\": {\n        \"a\": \"2\",\n        \"z\": \"1\"\n    },\n"
                                + "    \"Architecture\": \"amd64\",\n    \"Os\": \"linux\",\n    \"Layers\": [\n")
                .contains("\"Annotations\": null")
                .endsWith("    \"Env\": [\n        \"A=\\u003cb\\u003e\"\n    ]\n}\n");
    }

    @Test
    void aTemplateSeesTheFieldsByTheirGoNames() {
        assertThat(Session.run("inspect", "-f", "{{.Os}}/{{.Architecture}} {{.Created}} {{index .Labels \"z\"}}", image)
                        .ok()
                        .out())
                .isEqualTo("linux/amd64 2026-01-02 03:04:05.6 +0000 UTC 1\n");
        assertThat(Session.run("inspect", "--config", "-f", "{{.Config.Env}} {{len .RootFS.DiffIDs}}", image)
                        .ok()
                        .out())
                .isEqualTo("[A=<b>] 2\n");
    }

    @Test
    void theConfigurationIsPrintedWithTheMembersOfTheSpecification() {
        assertThat(Session.run("inspect", "--config", image).ok().out())
                .contains("\"created\": \"2026-01-02T03:04:05.6Z\"", "\"ExposedPorts\": {\n            \"80/tcp\": {}")
                .contains("\"type\": \"layers\"", "\"created_by\": \"step 1\"");
    }

    @Test
    void rawDocumentsAreTheBytesThatTheirDigestsAreOf() throws IOException {
        String raw = Session.run("inspect", "--raw", image).ok().out();
        Path file = Files.writeString(directory.resolve("manifest"), raw);
        String digest =
                Session.run("manifest-digest", file.toString()).ok().out().strip();
        assertThat(Session.run("inspect", "-f", "{{.Digest}}", image).ok().out().strip())
                .isEqualTo(digest);
        assertThat(Session.run("inspect", "--raw", "--config", image).ok().out())
                .startsWith("{\"created\":\"2026-01-02T03:04:05.600Z\"");
    }

    @Test
    void filesAreListedAndPrinted() {
        assertThat(Session.run("cat", image, "/etc/os-release", "bin/tool").ok().out())
                .isEqualTo("ID=test\n#!/bin/sh\n");
        assertThat(Session.run("ls", image, "/etc").ok().out()).isEqualTo("os-release\n");
        assertThat(Session.run("ls", "-l", image, "/etc").ok().out())
                .isEqualTo("-rw-r--r-- 0:0                   8 1970-01-01 00:00 os-release\n");
        assertThat(Session.run("ls", "-R", "--json", image).ok().out())
                .contains("\"path\": \"/bin/tool\"", "\"layer\": 1");
        Session.run("cat", image, "/nothing").fails(2, "/nothing: no such file or directory in the image");
    }

    @Test
    void theTreeHasAStepOfTheHistoryForEachLayer() {
        assertThat(Session.run("tree", image).ok().out())
                .contains("(linux/amd64)", "step 0\n", "└─ ")
                .contains("in 2 layers");
        assertThat(Session.run("tree", "--json", image).ok().out()).contains("\"createdBy\": \"step 1\"");
    }
}
