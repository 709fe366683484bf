package dev.pinisi.image.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.Compression;
import dev.pinisi.image.Compression.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparesTest {
    @Test
    void what_was_given_is_taken_once() {
        Spares<byte[]> spares = new Spares<>();
        byte[] one = new byte[1];
        assertThat(spares.take()).isEmpty();
        spares.give(one);
        assertThat(spares.take()).containsSame(one);
        assertThat(spares.take()).isEmpty();
    }

    /** Streams that are closed early, twice, or read to their end hand their buffers on; none may meet another's bytes. */
    @Test
    void streams_that_use_the_same_buffers_do_not_mix() throws IOException {
        byte[] bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        for (int round = 0; round < 12; round++) {
            Format format = round % 2 == 0 ? Format.GZIP : Format.ZSTD;
            byte[] compressed;
            try (InputStream ahead = ReadAhead.ofComputation(new ByteArrayInputStream(bytes), "test");
                    InputStream stream = Compressor.compress(ahead, Compression.of(format))) {
                compressed = stream.readAllBytes();
            }
            InputStream early = Compressor.compress(new ByteArrayInputStream(bytes), Compression.of(format));
            assertThat(early.read()).isGreaterThanOrEqualTo(0);
            early.close();
            early.close();
            try (InputStream stream = Decompression.open(new ByteArrayInputStream(compressed))) {
                assertThat(stream.readAllBytes()).as("round %d", round).isEqualTo(bytes);
            }
        }
    }
}
