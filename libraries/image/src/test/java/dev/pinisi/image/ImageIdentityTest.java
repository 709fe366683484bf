package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void otherTransportsHaveNoScopes() {
        assertThat(ImageIdentity.of("docker-archive:/x.tar")).isEqualTo(ImageIdentity.unscoped("docker-archive"));
        assertThat(ImageIdentity.of("what is this")).isEqualTo(ImageIdentity.unscoped(""));
    }
}
