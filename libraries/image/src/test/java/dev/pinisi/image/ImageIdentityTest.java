package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIdentityTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    @TempDir
    Path directory;

    @Test
    void aRegistrysImageIsInEachNamespaceAboveItItsHostAndWildcards() {
        assertThat(ImageIdentity.of("docker://registry.eu.example.com:5000/a/b/c:1")
                        .scopes())
                .containsExactly(
                        "registry.eu.example.com:5000/a/b/c:1",
                        "registry.eu.example.com:5000/a/b/c",
                        "registry.eu.example.com:5000/a/b",
                        "registry.eu.example.com:5000/a",
                        "registry.eu.example.com:5000",
                        "*.eu.example.com",
                        "*.example.com",
                        "*.com");
    }

    @Test
    void namesAreWrittenOut() {
        assertThat(ImageIdentity.of("docker://busybox").scopes())
                .containsExactly(
                        "docker.io/library/busybox:latest",
                        "docker.io/library/busybox",
                        "docker.io/library",
                        "docker.io",
                        "*.io");
    }

    @Test
    void withTagAndDigestTheDigestDecides() {
        assertThat(ImageIdentity.of("docker://localhost:5000/a:1@" + DIGEST).scopes())
                .containsExactly("localhost:5000/a@" + DIGEST, "localhost:5000/a", "localhost:5000");
    }

    @Test
    void aDirectoryIsInAllThatItReallyLiesIn() throws IOException {
        Path real = Files.createDirectories(directory.resolve("real/image")).toRealPath();
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        assertThat(ImageIdentity.of("dir:" + link).scopes())
                .startsWith(real.toString(), real.getParent().toString())
                .doesNotContain("/", link.toString());
        assertThat(ImageIdentity.of("oci:" + link + ":name").scopes()).startsWith(real.toString());
        assertThat(ImageIdentity.of("oci-archive:" + real + "/x.tar:name").scopes())
                .startsWith(real + "/x.tar", real.toString());
    }

    @Test
    void theDockerEngineKnowsImagesByNameOrById() {
        assertThat(ImageIdentity.of("docker-daemon:busybox:1").scopes()).startsWith("docker.io/library/busybox:1");
        assertThat(ImageIdentity.of("docker-daemon:" + DIGEST)).isEqualTo(ImageIdentity.unscoped("docker-daemon"));
    }

    @Test
    void anArchivesNameCanBeAskedForThoughItIsNoScope() {
        ImageIdentity named = ImageIdentity.of("docker-archive:/x.tar:busybox");

        assertThat(named.scopes()).isEmpty();
        assertThat(named.reference()).contains(ImageReference.parse("docker.io/library/busybox:latest"));
    }

    @Test
    void otherTransportsHaveNoScopes() {
        assertThat(ImageIdentity.of("docker-archive:/x.tar")).isEqualTo(ImageIdentity.unscoped("docker-archive"));
        assertThat(ImageIdentity.of("what is this")).isEqualTo(ImageIdentity.unscoped(""));
    }

    @Test
    void whatAnArchiveHoldsIsOfTheTransportThatWouldHaveOpenedIt() throws IOException {
        MemorySource image = MemorySource.of(new TestImage().plainLayer(1, 100));
        Path real = directory.toRealPath();
        Path docker = real.resolve("docker.tar");
        Path oci = real.resolve("oci.tar");
        ImageExport.write(List.of(image), ImageExport.Format.of("docker-archive"), docker, directory);
        ImageExport.write(List.of(image), ImageExport.Format.of("oci-archive"), oci, directory);

        assertThat(identity(docker)).isEqualTo(ImageIdentity.unscoped("docker-archive"));
        assertThat(identity(oci)).isEqualTo(ImageIdentity.path("oci-archive", oci));
    }

    private ImageIdentity identity(Path archive) throws IOException {
        try (ImageArchive opened = ImageArchive.open(archive, directory)) {
            return opened.images().get(0).identity();
        }
    }
}
