package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryTransportTest extends BlobDestinationContract {
    private DockerRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = DockerRegistry.start(directory);
        Path signatures = Files.createDirectories(directory.resolve("registries.d"));
        Files.writeString(
                signatures.resolve("all.yaml"),
                "default-docker: {use-sigstore-attachments: true, lookaside: \"file://" + directory.resolve("kept")
                        + "\"}\n");
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    String location() {
        return "docker://" + registry.host() + "/contract/image:1";
    }

    @Override
    ImageTransport.Context context() {
        RegistryOptions options =
                DockerRegistry.options().withSignatureConfiguration(directory.resolve("registries.d"));
        return new ImageTransport.Context(options, directory.resolve("tmp"));
    }

    /** docker-registry 2 wants every manifest that an index lists to be there. */
    @Test
    @Override
    void a_sparse_index_lacks_what_was_not_wanted() {
        Instances some = new Instances.Some(List.of(TestIndex.platform("amd64")));
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(
                        index().source(),
                        TransferOptions.builder().instances(some).build()))
                .withMessageContaining("blob unknown to registry");
    }
}
