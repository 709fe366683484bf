package dev.pinisi.image.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.Registries.Endpoint;
import dev.pinisi.image.DockerRegistry;
import dev.pinisi.image.RegistryException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blobs in parts, against the registry that everybody uses: chunks on their way there, ranges on their way back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryPartsTest {
    @TempDir
    Path directory;

    private final byte[] bytes = new byte[2_500_000];
    private DockerRegistry registry;
    private RegistryEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        registry = DockerRegistry.start(directory);
        endpoint = RegistryEndpoint.of(
                new Endpoint(registry.host() + "/in/parts", true, false), DockerRegistry.options(), "pull,push");
        new Random(7).nextBytes(bytes);
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private BlobUpload begin() throws IOException {
        return BlobUpload.begin(endpoint, "a blob").inChunks(1_000_000);
    }

    @Test
    void aBlobGoesInChunksAndComesFromAnyByteOn() throws IOException {
        BlobUpload upload = begin();
        upload.send(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
        upload.finish(Digest.sha256(bytes));

        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.sha256(bytes), bytes.length);
        try (InputStream rest = new BlobStream(endpoint, blob, 2_000_000)) {
            assertThat(rest.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 2_000_000, bytes.length));
        }
    }

    @Test
    void anUploadThatWasGivenUpCannotBeEnded() throws IOException {
        BlobUpload upload = begin();
        upload.send(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
        upload.cancel();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> upload.finish(Digest.sha256(bytes)))
                .matches(e -> e.status() == 404);
    }
}
