package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.internal.archive.SignatureFile;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever documents say, a copy is made or refused with an error of its own, in bounded time. */
@Timeout(60)
class DamagedImageTest {
    private static final int ROUNDS = 400;

    /** What is put into documents: what parsers trip over. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "null",
            "-1",
            "1e999",
            "9223372036854775807",
            "\\u0000",
            "sha256:",
            "..",
            "/",
            "",
            "manifests");

    @TempDir
    Path directory;

    private final Random random = new Random(20_261_123);
    private int refused;

    private ImageTransport.Context context() {
        return new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"));
    }

    private void write(String location) throws IOException {
        TestIndex index = new TestIndex()
                .add(new TestImage().gzipLayer(1, 300).plainLayer(2, 100), "amd64")
                .add(new TestImage().gzipLayer(5, 9), "arm64");
        try (BlobDestination destination = Transports.create(location, context())) {
            ImageCopier.copy(
                    index.source(),
                    destination,
                    TransferOptions.builder().instances(new Instances.All()).build());
        }
    }

    private byte[] damaged(byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = random.nextInt(document.length);
        int to = Math.min(document.length, from + random.nextInt(4));
        out.write(document, 0, from);
        if (random.nextBoolean()) {
            out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
        } else if (random.nextInt(4) == 0) {
            int start = random.nextInt(document.length);
            out.write(document, start, random.nextInt(document.length - start));
        }
        out.write(document, to, document.length - to);
        return out.toByteArray();
    }

    private void tryToCopy(String from) throws IOException {
        Instances instances = random.nextBoolean()
                ? new Instances.All()
                : TransferOptions.defaults().instances();
        TransferOptions options = TransferOptions.builder()
                .instances(instances)
                .format(TransferOptions.Format.values()[random.nextInt(3)])
                .build();
        try (ImageSource source = Transports.open(from, context());
                BlobDestination destination = Transports.create("dir:" + directory.resolve("to"), context())) {
            ImageCopier.copy(source, destination, options);
        } catch (ImageException e) {
            assertThat(e.getMessage()).isNotBlank();
            refused++;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir:image/manifest.json", "oci:image/index.json"})
    void damaged_documents_are_copied_or_refused(String form) throws IOException {
        Path place = directory.resolve("image");
        String location = form.substring(0, form.indexOf(':') + 1) + place;
        write(location);
        Path document = place.resolve(form.substring(form.indexOf('/') + 1));
        byte[] sound = Files.readAllBytes(document);
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(document, damaged(sound));
            tryToCopy(location);
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS);
    }

    @Test
    void damaged_signatures_are_read_or_refused() {
        byte[] sound = SignatureFile.write(
                new Signature(Signature.Kind.SIGSTORE, "a/b", RawDocument.of(new byte[] {1}), Map.of("k", "v")));
        for (int round = 0; round < ROUNDS; round++) {
            try {
                assertThat(SignatureFile.read(damaged(sound)).kind()).isNotNull();
            } catch (ImageException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void any_location_is_opened_or_refused() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = damaged("docker-archive:nowhere/x.tar:@0".getBytes(StandardCharsets.UTF_8));
            try (ImageSource source = Transports.open(new String(text, StandardCharsets.UTF_8), context())) {
                assertThat(source).isNull();
            } catch (ImageException e) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(ROUNDS);
    }
}
