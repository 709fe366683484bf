package dev.pinisi.tests.endtoend;

import static dev.pinisi.tests.endtoend.Host.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pull, load, save, tag, rmi, images, inspect. */
class ImagesTest {
    private static final String ARCHIVE = Host.HOME + "/share/images/busybox.tar";
    private static Host host;

    @BeforeAll
    static void start() {
        host = Host.start();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void anImageIsLoadedListedTaggedAndRemoved() {
        host.pinisi("load", "-q", "-i", ARCHIVE).ok().prints(IMAGE);
        assertThat(host.pinisi("images", "--format", "{{.Repository}}:{{.Tag}}")
                        .ok()
                        .out())
                .contains(IMAGE + ":latest");
        host.pinisi("tag", IMAGE, "localhost/other:v1").ok();
        String id = host.pinisi("image", "inspect", "--format", "{{.Id}}", "localhost/other:v1")
                .line();
        assertThat(host.pinisi("image", "inspect", "--format", "{{.Id}}", IMAGE).line())
                .isEqualTo(id);
        host.pinisi("rmi", "localhost/other:v1").ok().prints("Untagged: localhost/other:v1");
        host.pinisi("image", "exists", "localhost/other:v1").exitsWith(1);
        host.pinisi("image", "exists", IMAGE).ok();
    }

    @Test
    void anImageInUseIsNotRemoved() {
        host.pinisi("rmi", "-af").ok();
        host.pinisi("load", "-q", "-i", ARCHIVE).ok();
        host.pinisi("tag", IMAGE, "localhost/used").ok();
        String container = host.pinisi("create", "localhost/used", "true").line();
        host.pinisi("rmi", "localhost/used", IMAGE).failsWith(2, container.substring(0, 12));
        host.pinisi("rm", container).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-archive", "oci-archive", "oci-dir"})
    void whatIsSavedIsTheSameImageWhenItIsReadBack(String format) {
        host.pinisi("load", "-q", "-i", ARCHIVE).ok();
        String id =
                host.pinisi("image", "inspect", "--format", "{{.Id}}", IMAGE).line();
        Path file = host.directory.resolve("saved." + format);
        host.pinisi("save", "-q", "--format", format, "-o", file.toString(), IMAGE)
                .ok();
        String transport = format.equals("oci-dir") ? "oci" : format;
        host.pinisi("rmi", "-f", IMAGE).ok();
        host.pinisi("pull", "-q", transport + ":" + file).ok().prints(id.substring(0, 12));
        host.pinisi("run", "--rm", id, "echo", "again").ok().prints("again");
        host.pinisi("rmi", "-f", id).ok();
    }

    @Test
    void anImageIsSavedUnderTheNameThatWasAsked() {
        host.pinisi("load", "-q", "-i", ARCHIVE).ok();
        host.pinisi("tag", IMAGE, "localhost/second").ok();
        Path file = host.directory.resolve("one-name.tar");
        host.pinisi("save", "-q", "-o", file.toString(), "localhost/second").ok();
        assertThat(host.run("tar", "-xOf", file.toString(), "manifest.json")
                        .ok()
                        .out())
                .contains("localhost/second:latest")
                .doesNotContain(IMAGE);
        host.pinisi("rmi", "localhost/second").ok();
    }

    @Test
    void foreignToolsReadWhatIsSaved() {
        Host.assumeProgram("skopeo");
        host.pinisi("load", "-q", "-i", ARCHIVE).ok();
        String layer = host.pinisi("image", "inspect", "--format", "{{index .RootFS.Layers 0}}", IMAGE)
                .line();
        for (String format : new String[] {"docker-archive", "oci-archive"}) {
            Path file = host.directory.resolve("foreign." + format);
            host.pinisi("save", "-q", "--format", format, "-o", file.toString(), IMAGE)
                    .ok();
            host.run("skopeo", "inspect", "--config", format + ":" + file).ok().prints(layer);
            Path copy = host.directory.resolve("foreign-copy-" + format);
            host.run("skopeo", "copy", "-q", "--insecure-policy", format + ":" + file, "oci:" + copy + ":latest")
                    .ok();
            host.pinisi("pull", "-q", "oci:" + copy + ":latest").ok();
        }
    }

    @Test
    void aRealRegistryIsPulledFrom() throws IOException {
        Host.assumeProgram("docker-registry");
        Host.assumeProgram("curl");
        Host.assumeProgram("skopeo");
        Path settings = host.directory.resolve("registry.yml");
        Files.writeString(settings, """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s/registry}}
                http: {addr: "127.0.0.1:5999"}
                """.formatted(host.directory));
        host.start(List.of("docker-registry", "serve", settings.toString()));
        Host.await(
                "the registry",
                () -> host.run("curl", "-sf", "http://127.0.0.1:5999/v2/").exit() == 0);
        host.run(
                        "skopeo",
                        "copy",
                        "-q",
                        "--insecure-policy",
                        "--dest-tls-verify=false",
                        "docker-archive:" + ARCHIVE,
                        "docker://127.0.0.1:5999/team/box:1")
                .ok();
        host.pinisi("pull", "127.0.0.1:5999/team/box:1").exitsWith(125);
        Result pulled = host.pinisi("pull", "--tls-verify=false", "127.0.0.1:5999/team/box:1")
                .ok();
        assertThat(pulled.line()).matches("[0-9a-f]{64}");
        assertThat(pulled.err()).contains("Copying blob");
        host.pinisi("run", "--rm", "127.0.0.1:5999/team/box:1", "echo", "pulled")
                .ok()
                .prints("pulled");
        host.pinisi("pull", "--tls-verify=false", "127.0.0.1:5999/team/missing").failsWith(125, "team/missing");
    }

    @Test
    void aBrokenArchiveIsRefusedAndLeavesNothing() throws IOException {
        Path broken = host.directory.resolve("broken.tar");
        byte[] bytes = Files.readAllBytes(Path.of(ARCHIVE));
        bytes[bytes.length / 2] ^= 1;
        Files.write(broken, bytes);
        String before = host.pinisi("images", "-q").ok().out();
        host.pinisi("load", "-i", broken.toString()).failsWith(125, "sha256:");
        assertThat(host.pinisi("images", "-q").ok().out()).isEqualTo(before);
    }
}
