package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pinisi-image beside skopeo and umoci, on a real registry. */
class ImageToolTest {
    private static final String ARCHIVE = "docker-archive:" + Host.HOME + "/share/images/busybox.tar";
    private static Host host;
    private static String image;

    @BeforeAll
    static void start() {
        Host.assumeProgram("skopeo");
        host = Host.start();
        image = "docker://" + Registry.plain(host, 5000).address + "/team/box";
        tool("copy", "-q", "--dest-tls-verify=false", "-f", "oci", ARCHIVE, image + ":1")
                .ok();
        tool("copy", "-q", "--dest-tls-verify=false", ARCHIVE, image + ":docker")
                .ok();
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    static Result tool(String... words) {
        List<String> command =
                new ArrayList<>(List.of(Host.HOME.resolve("bin/pinisi-image").toString()));
        command.addAll(List.of(words));
        return host.run(command);
    }

    private static Result skopeo(String... words) {
        List<String> command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
        command.addAll(List.of(words));
        return host.run(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect --tls-verify=false --raw @:1",
                "inspect --tls-verify=false --config @:1",
                "inspect --tls-verify=false --raw --config @:1",
                "inspect --tls-verify=false --config @:docker",
                "inspect --tls-verify=false --format {{.Name}}|{{.Digest}}|{{.Layers}}|{{.Env}}|{{.Os}}|{{.Created}} @:1",
                "inspect --tls-verify=false --format {{.RepoTags}} @:docker",
                "inspect --tls-verify=false --config --format {{.Config.Cmd}}|{{.RootFS.Type}} @:1",
                "list-tags --tls-verify=false @",
                "list-tags docker-archive:" + "%ARCHIVE%",
                "inspect --tls-verify=false @:nothing",
                "inspect --raw --format x @:1",
                "list-tags --tls-verify=false @:1",
                "inspect --no-such-flag"
            })
    void whatIsPrintedIsWhatSkopeoPrints(String line) {
        String[] words = line.replace("@", image)
                .replace("%ARCHIVE%", Host.HOME + "/share/images/busybox.tar")
                .split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace('|', ' ');
        }
        Result ours = tool(words);
        Result theirs = skopeo(words);
        assertThat(ours.out()).as(ours.err()).isEqualTo(theirs.out());
        assertThat(ours.exit() == 0).isEqualTo(theirs.exit() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "oci-archive", "docker-archive", "dir"})
    void skopeoReadsWhatIsWrittenAndWritesWhatIsRead(String transport) {
        Path place = host.directory.resolve("written-" + transport);
        String name = transport + ":" + place
                + (transport.startsWith("oci") ? ":x" : transport.equals("dir") ? "" : ":x/y:z");
        tool("copy", "--src-tls-verify=false", image + ":1", name).ok().prints("Writing manifest to image destination");
        Path theirs = host.directory.resolve("theirs-" + transport);
        skopeo("copy", "-q", name, "oci:" + theirs + ":x").ok();
        tool("validate", "oci:" + theirs + ":x").ok();
        tool("diff", "--tls-verify=false", image + ":1", "oci:" + theirs + ":x").ok();
        assertThat(layers(skopeo("inspect", "--config", "oci:" + theirs + ":x")
                        .ok()
                        .out()))
                .isEqualTo(layers(skopeo("inspect", "--config", "--tls-verify=false", image + ":1")
                        .ok()
                        .out()));
    }

    private static String layers(String config) {
        return config.substring(config.indexOf("\"diff_ids\""), config.indexOf(']', config.indexOf("\"diff_ids\"")));
    }

    @Test
    void umociUnpacksALayoutThatWasCopied() {
        Host.assumeProgram("umoci");
        Path layout = host.directory.resolve("for-umoci");
        tool("copy", "-q", "--src-tls-verify=false", image + ":1", "oci:" + layout + ":x")
                .ok();
        Path bundle = host.directory.resolve("bundle");
        host.run("umoci", "unpack", "--image", layout + ":x", bundle.toString()).ok();
        assertThat(bundle.resolve("rootfs/bin/busybox")).isExecutable();
        assertThat(tool("cat", "--tls-verify=false", image + ":1", "/etc/passwd")
                        .ok()
                        .out())
                .isEqualTo(host.run("cat", bundle + "/rootfs/etc/passwd").ok().out());
    }

    @Test
    void aCopyBetweenRegistriesKeepsTheDigest() throws IOException {
        Path digest = host.directory.resolve("digest");
        tool(
                        "copy",
                        "-q",
                        "--preserve-digests",
                        "--src-tls-verify=false",
                        "--dest-tls-verify=false",
                        "--digestfile",
                        digest.toString(),
                        image + ":1",
                        image + "-copy:1")
                .ok();
        assertThat(Files.readString(digest))
                .isEqualTo(tool("inspect", "--tls-verify=false", "-f", "{{.Digest}}", image + ":1")
                        .line())
                .isEqualTo(skopeo("inspect", "--tls-verify=false", "--format", "{{.Digest}}", image + "-copy:1")
                        .line());
    }

    @Test
    void filesAreReadFromALayerWithATableOfContents() {
        String chunked = image + "-chunked:1";
        skopeo("copy", "-q", "--dest-tls-verify=false", "--dest-compress-format=zstd:chunked", ARCHIVE, chunked)
                .ok();
        assumeTrue(
                tool("inspect", "--raw", "--tls-verify=false", chunked)
                        .ok()
                        .out()
                        .contains("io.github.containers.zstd-chunked.manifest-position"),
                "no skopeo that writes zstd:chunked as it is today");
        assertThat(tool("cat", "--tls-verify=false", chunked, "/etc/passwd")
                        .ok()
                        .out())
                .isEqualTo(tool("cat", "--tls-verify=false", image + ":1", "/etc/passwd")
                        .ok()
                        .out());
        assertThat(tool("ls", "-R", "-l", "--tls-verify=false", chunked).ok().out())
                .isEqualTo(tool("ls", "-R", "-l", "--tls-verify=false", image + ":1")
                        .ok()
                        .out());
    }

    @Test
    void aLayerThatIsWrittenWithATableOfContentsIsOneOfZstdForOthers() throws IOException {
        String chunked = image + "-written:1";
        tool("copy", "-q", "--dest-tls-verify=false", "--dest-compress-format=zstd:chunked", ARCHIVE, chunked)
                .ok();
        assertThat(tool("inspect", "--raw", "--tls-verify=false", chunked).ok().out())
                .contains("io.github.containers.zstd-chunked.tarsplit-position");
        assertThat(tool("ls", "-R", "-l", "--tls-verify=false", chunked).ok().out())
                .isEqualTo(tool("ls", "-R", "-l", "--tls-verify=false", image + ":1")
                        .ok()
                        .out());
        Path plain = host.directory.resolve("plain");
        skopeo("copy", "-q", "--src-tls-verify=false", "--dest-decompress", chunked, "dir:" + plain)
                .ok();
        String config =
                tool("inspect", "--config", "--tls-verify=false", chunked).ok().out();
        try (Stream<Path> files = Files.list(plain)) {
            // layers are named by their digests, which are the DiffIDs now
            assertThat(files.map(file -> file.getFileName().toString()).filter(config::contains))
                    .hasSize(1);
        }
    }

    @Test
    void aRepositoryIsSynchronisedToADirectoryAndBack() throws IOException {
        Path directory = host.directory.resolve("sync");
        String source = image.substring("docker://".length());
        Result dry = tool(
                "sync",
                "--dry-run",
                "-s",
                "docker",
                "-d",
                "dir",
                "--src-tls-verify=false",
                source,
                directory.toString());
        assertThat(dry.ok().err())
                .contains("Would have copied image ref 1/2", "Would have synced 2 images from 1 sources");
        assertThat(directory).doesNotExist();
        tool("sync", "--scoped", "-s", "docker", "-d", "dir", "--src-tls-verify=false", source, directory.toString())
                .ok();
        assertThat(directory.resolve(source + ":1/manifest.json")).exists();
        Path digests = host.directory.resolve("digests");
        String target = source.substring(0, source.indexOf('/')) + "/mirror";
        tool(
                        "sync",
                        "-s",
                        "dir",
                        "-d",
                        "docker",
                        "--dest-tls-verify=false",
                        "--digestfile",
                        digests.toString(),
                        directory + "/" + source.substring(0, source.lastIndexOf('/')),
                        target)
                .ok();
        assertThat(Files.readAllLines(digests)).hasSize(2).allMatch(line -> line.contains(" docker://" + target));
        skopeo("list-tags", "--tls-verify=false", "docker://" + target + "/box")
                .ok()
                .prints("\"1\"")
                .prints("\"docker\"");
    }

    @Test
    void aFileSaysWhatIsSynchronised() throws IOException {
        String address = image.substring("docker://".length(), image.indexOf('/', "docker://".length()));
        Path file = Files.writeString(host.directory.resolve("sync.yml"), """
                %s:
                  tls-verify: false
                  images:
                    team/box: ["docker"]
                    team/nothing: []
                  images-by-tag-regex:
                    team/box: ^[0-9]$
                """.formatted(address));
        Path directory = host.directory.resolve("from-file");
        Result synced = tool("sync", "-s", "yaml", "-d", "dir", file.toString(), directory.toString());
        assertThat(synced.ok().err()).contains("Synced 2 images from 2 sources", "Error processing repo, skipping");
        assertThat(directory.resolve("box:1/manifest.json")).exists();
        assertThat(directory.resolve("box:docker/manifest.json")).exists();
    }

    @Test
    void aDeletedImageIsNotInTheRegistryAnyMore() {
        tool("copy", "-q", "--dest-tls-verify=false", "--dest-compress-level", "1", ARCHIVE, image + "-gone:1")
                .ok();
        tool("delete", "--tls-verify=false", image + "-gone:1").ok();
        assertThat(skopeo("inspect", "--tls-verify=false", image + "-gone:1").exit())
                .isNotZero();
        tool("inspect", "--tls-verify=false", image + "-gone:1").exitsWith(2);
    }
}
