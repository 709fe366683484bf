package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** copy, delete, diff, validate, and what signs, between places on disk. */
class CopyTest {
    @TempDir
    Path directory;

    private String image;

    @BeforeEach
    void make() throws IOException {
        image = new TestLayout(directory.resolve("layout"))
                .layer(Map.of("etc/os-release", "ID=test\n"))
                .finish("{}");
    }

    @Test
    void aCopySaysWhatItDoesInSkopeosWords() {
        assertThat(Session.run("copy", image, "dir:" + directory.resolve("copy"))
                        .ok()
                        .out())
                .matches("Getting image source signatures\nCopying blob sha256:\\w+\nCopying config sha256:\\w+\n"
                        + "Writing manifest to image destination\n");
        assertThat(Session.run("copy", "-q", image, "dir:" + directory.resolve("quiet"))
                        .ok()
                        .out())
                .isEmpty();
    }

    @Test
    void theFlagForBothPlacesStillWorksAndIsWarnedOf() {
        assertThat(Session.run("copy", "-q", "--tls-verify=false", image, "dir:" + directory.resolve("copy"))
                        .ok()
                        .err())
                .contains("level=warning msg=\"'--tls-verify' is deprecated");
    }

    @Test
    void theDigestOfWhatWasWrittenGoesToAFile() throws IOException {
        Path file = directory.resolve("digest");
        Session.run("copy", "--digestfile", file.toString(), image, "oci:" + directory.resolve("copy") + ":x")
                .ok();
        assertThat(Session.run("inspect", "-f", "{{.Digest}}", image).out().strip())
                .isEqualTo(Files.readString(file));
    }

    @Test
    void anArchiveHasTheAdditionalTagsAndListsThem() {
        String archive = "docker-archive:" + directory.resolve("a.tar");
        Session.run("copy", "--additional-tag", "a/b:2", image, archive + ":a/b:1")
                .ok();
        assertThat(Session.run("list-tags", archive).ok().out()).contains("docker.io/a/b:1", "docker.io/a/b:2");
        assertThat(Session.run("inspect", "-f", "{{.Name}}", archive + ":a/b:1")
                        .ok()
                        .out())
                .isEqualTo("docker.io/a/b\n");
    }

    @Test
    void anImageIsConvertedAndIsStillTheSameInItsFiles() {
        String copy = "oci:" + directory.resolve("copy") + ":x";
        String docker = "dir:" + directory.resolve("docker");
        Session.run("copy", "-f", "v2s2", image, docker).ok();
        assertThat(Session.run("inspect", "--raw", docker).ok().out())
                .contains("application/vnd.docker.distribution.manifest.v2+json");
        Session.run("copy", "-f", "oci", docker, copy).ok();
        assertThat(Session.run("diff", image, copy).ok().out()).isEmpty();
        Session.run("validate", docker).ok();
        Session.run("validate", copy).ok();
    }

    @Test
    void aDeletedImageIsNoLongerThere() {
        Session.run("delete", image).ok();
        Session.run("inspect", image).fails(2, "Error parsing image name");
    }

    @Test
    void whatIsDamagedIsNotValidAndNotCopied() throws IOException {
        TestLayout layout = new TestLayout(directory.resolve("damaged")).layer(Map.of("f", "content"));
        String damaged = layout.finish("{}");
        byte[] blob = Files.readAllBytes(layout.layerFile(0));
        blob[blob.length / 2] ^= 1;
        Files.write(layout.layerFile(0), blob);
        Session.Result validated = Session.run("validate", damaged).fails(1, "is not valid");
        assertThat(validated.out()).contains("error: layer sha256:");
        assertThat(Session.run("validate", "--json", damaged).out()).contains("\"valid\": false");
        Path target = directory.resolve("target");
        Session.run("copy", damaged, "dir:" + target).fails(1, "sha256:");
        assertThat(target).doesNotExist();
    }

    @Test
    void optionsThatExcludeEachOtherAreRefused() {
        Session.run("copy", "--all", "--multi-arch", "system", image, "dir:x")
                .fails(1, "Cannot use --all and --multi-arch");
        Session.run("copy", "--multi-arch", "some", image, "dir:x").fails(1, "unknown multi-arch option \\\"some\\\"");
        Session.run("copy", "-f", "v3", image, "dir:x").fails(1, "unknown format \\\"v3\\\"");
        Session.run("copy", "--additional-tag", "untagged", image, "dir:x").fails(1, "must be a tagged reference");
        Session.run("copy", image, "nowhere:x").fails(1, "Invalid destination name nowhere:x");
    }

    @Test
    void aPolicyThatRejectsKeepsTheImageOut() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.json"), "{\"default\": [{\"type\": \"reject\"}]}");
        Path target = directory.resolve("target");
        assertThat(Session.run("--policy", policy.toString(), "copy", image, "dir:" + target)
                        .fails(1, "reject")
                        .out())
                .isEmpty();
        assertThat(target).doesNotExist();
        Session.run("--insecure-policy", "copy", image, "dir:" + target).ok();
    }

    @Test
    void aKeyPairIsMadeOnceAndForTheUserAlone() throws IOException {
        String prefix = directory.resolve("key").toString();
        Path passphrase = Files.writeString(directory.resolve("passphrase"), "secret\n");
        String[] words = {"generate-sigstore-key", "--passphrase-file", passphrase.toString(), "--output-prefix", prefix
        };
        assertThat(Session.run(words).ok().out())
                .isEqualTo("Key written to \"" + prefix + ".private\" and \"" + prefix + ".pub\"\n");
        assertThat(Files.getPosixFilePermissions(Path.of(prefix + ".private"))).hasSize(2);
        Session.run(words).fails(1, "Refusing to overwrite existing");
    }

    @Test
    void syncRefusesWhatItCannotDo() {
        Session.run("sync", "a", "b").fails(1, "A source transport must be specified");
        Session.run("sync", "-s", "oci", "-d", "dir", "a", "b").fails(1, "\\\"oci\\\" is not a valid source transport");
        Session.run("sync", "-s", "dir", "-d", "dir", "a", "b").fails(1, "consider using rsync instead");
        Session.run("sync", "-s", "dir", "-d", "docker", directory.toString(), "x/y")
                .fails(1, "No images to sync found");
    }
}
