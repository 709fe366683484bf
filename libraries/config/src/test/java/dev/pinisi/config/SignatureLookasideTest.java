package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureLookasideTest {
    private static final List<String> BUSYBOX = List.of(
            "docker.io/library/busybox:latest", "docker.io/library/busybox", "docker.io/library", "docker.io", "*.io");
    private static final String[] WHOLE = {
        "# ours",
        "default-docker:",
        "  lookaside-staging: file:///mnt/staging",
        "docker:",
        "  docker.io/library:",
        "    lookaside: https://signatures.example/library",
        "  docker.io:",
        "    sigstore: file:///srv/old-name",
        "    use-sigstore-attachments: yes",
    };

    @TempDir
    Path root;

    @Test
    void withoutFilesSignaturesAreInTheUsersDirectory() {
        SignatureLookaside lookaside = load(new Host(root));

        URI own = root.resolve("home/me/.local/share/containers/sigstore").toUri();
        assertThat(lookaside.reading(BUSYBOX)).isEqualTo(own);
        assertThat(lookaside.writing(BUSYBOX)).isEqualTo(own);
        assertThat(lookaside.attachments(BUSYBOX)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "default-docker:",
                "docker:",
                "docker:\n  docker.io:",
                "docker:\n  docker.io:\n    lookaside:\n    use-sigstore-attachments:"
            })
    void whatIsLeftEmptySaysNothing(String yaml) {
        SignatureLookaside lookaside = load(new Host(root).file("etc/containers/registries.d/a.yaml", yaml));

        assertThat(lookaside.reading(BUSYBOX))
                .isEqualTo(
                        root.resolve("home/me/.local/share/containers/sigstore").toUri());
        assertThat(lookaside.attachments(BUSYBOX)).isFalse();
    }

    @Test
    void rootsAreInTheMachines() {
        ConfigPlaces places = new ConfigPlaces(root, java.util.Map.of(), 0);

        assertThat(SignatureLookaside.load(places).reading(BUSYBOX))
                .isEqualTo(root.resolve("var/lib/containers/sigstore").toUri());
    }

    @Test
    void theNarrowestScopeThatSaysItCounts() {
        SignatureLookaside lookaside = load(new Host(root).file("etc/containers/registries.d/a.yaml", WHOLE));

        assertThat(lookaside.reading(BUSYBOX)).hasToString("https://signatures.example/library");
        assertThat(lookaside.writing(BUSYBOX)).hasToString("https://signatures.example/library");
        assertThat(lookaside.attachments(BUSYBOX)).isTrue();
        assertThat(lookaside.reading(List.of("docker.io"))).hasToString("file:///srv/old-name");
        assertThat(lookaside.writing(List.of("quay.io"))).hasToString("file:///mnt/staging");
        assertThat(lookaside.attachments(List.of("quay.io"))).isFalse();
    }

    @Test
    void filesAreMergedAndOnlyYamlIsRead() {
        Host host = new Host(root)
                .file("etc/containers/registries.d/a.yaml", WHOLE)
                .file(
                        "etc/containers/registries.d/b.yaml",
                        "docker:",
                        "  quay.io:",
                        "    lookaside: http://127.0.0.1:1/")
                .file("etc/containers/registries.d/README", "{not yaml");

        assertThat(load(host).reading(List.of("quay.io"))).hasToString("http://127.0.0.1:1/");
    }

    @Test
    void theUsersDirectoryStandsForTheMachines() {
        Host host = new Host(root)
                .file("etc/containers/registries.d/a.yaml", WHOLE)
                .file(
                        "home/me/.config/containers/registries.d/mine.yaml",
                        "default-docker:",
                        "  lookaside: file:///mine");

        assertThat(load(host).reading(BUSYBOX)).hasToString("file:///mine");
    }

    @Test
    void twoFilesMustNotSpeakOfOneScope() {
        Host host = new Host(root)
                .file("etc/containers/registries.d/a.yaml", WHOLE)
                .file("etc/containers/registries.d/b.yaml", "docker:", "  docker.io:", "    lookaside: file:///b");

        assertThatThrownBy(() -> load(host))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("b.yaml: \"docker.io\" has a section in")
                .hasMessageContaining("a.yaml already");
    }

    @ParameterizedTest
    @CsvSource({
        "'- a list', a YAML mapping expected",
        "'docker: {a: {lookaside: ftp://x}}', 'a: lookaside: \"ftp://x\"'",
        "'docker: {a: {lookaside: relative/path}}', 'a: lookaside: \"relative/path\"'",
        "'docker: {a: {use-sigstore-attachments: maybe}}', true or false expected",
        "'docker: {a: text}', 'docker: a: a mapping expected'",
        "'docker: {a: {}, a: {}}', is not valid YAML",
        "'docker: {', is not valid YAML",
    })
    void whatMakesNoSenseIsTold(String yaml, String problem) {
        Host host = new Host(root).file("etc/containers/registries.d/a.yaml", yaml);

        assertThatThrownBy(() -> load(host)).isInstanceOf(ConfigException.class).hasMessageContaining(problem);
    }

    @Test
    void nestingAndAliasesAreBounded() {
        Host deep = new Host(root.resolve("deep")).file("etc/containers/registries.d/a.yaml", "[".repeat(100_000));
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: y}\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a" + i + ": &a" + i + " {");
            for (int j = 0; j < 9; j++) {
                bomb.append("k" + j + ": *a" + (i - 1) + ", ");
            }
            bomb.append("}\n");
        }
        Host laughs = new Host(root.resolve("laughs")).file("etc/containers/registries.d/a.yaml", bomb.toString());

        assertThatThrownBy(() -> load(deep)).hasMessageContaining("nested deeper than 16 levels");
        assertThatThrownBy(() -> load(laughs))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("aliases");
    }

    @Test
    void damagedFilesAreRefusedAndNothingElse() throws Exception {
        Host host = new Host(root).file("etc/containers/registries.d/a.yaml", WHOLE);
        Path file = root.resolve("etc/containers/registries.d/a.yaml");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                load(host);
            } catch (ConfigException e) {
                assertThat(e.getMessage().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4096);
            }
        }
    }

    private static SignatureLookaside load(Host host) {
        return SignatureLookaside.load(host.places());
    }
}
