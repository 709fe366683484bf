package dev.pinisi.image.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every decoder does, alone and inside a gzip stream. */
abstract class DeflateDecoderContract {
    private static final int SIZE = 700_000;

    /** A reference 200 bytes back, where nothing is: fixed codes for length 3 and distance 193 to 256. */
    private static final byte[] TOO_FAR = {0x03, 0x72, 0x00, 0x00};

    abstract DeflateDecoder decoder();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 6, 9})
    void decompressesEveryKindOfBlock(int level) throws IOException {
        byte[] content = mixed(SIZE, level);

        assertThat(decompressed(gzip(content, level, Deflater.DEFAULT_STRATEGY), 1 << 16))
                .isEqualTo(content);
        assertThat(decompressed(gzip(content, level, Deflater.HUFFMAN_ONLY), 1 << 16))
                .isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 40_000, 300_000})
    void decompressesWhateverTheSizeOfThePieces(int piece) throws IOException {
        byte[] content = mixed(100_000, 3);
        byte[] blob = gzip(content, 6, Deflater.DEFAULT_STRATEGY);

        assertThat(decompressed(new Dripping(blob, piece), piece)).isEqualTo(content);
    }

    @Test
    void readsMembersOneAfterAnother() throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            byte[] part = mixed(i * 97, i);
            content.writeBytes(part);
            blob.writeBytes(gzip(part, i % 10, Deflater.DEFAULT_STRATEGY));
        }

        assertThat(decompressed(blob.toByteArray(), 5000)).isEqualTo(content.toByteArray());
        assertThat(decompressed(new Dripping(blob.toByteArray(), 3), 5000)).isEqualTo(content.toByteArray());
    }

    @Test
    void takesZerosAfterTheEndAndNothingElse() throws IOException {
        byte[] content = mixed(5000, 1);
        byte[] blob = gzip(content, 6, Deflater.DEFAULT_STRATEGY);
        byte[] padded = Arrays.copyOf(blob, blob.length + 512);
        byte[] followed = padded.clone();
        followed[padded.length - 1] = 1;

        assertThat(decompressed(padded, 1000)).isEqualTo(content);
        assertThatThrownBy(() -> decompressed(followed, 1000))
                .isInstanceOf(IOException.class)
                .hasMessage("corrupt gzip data: something follows its end");
    }

    @Test
    void saysWhenAStreamEndsEarly() {
        byte[] blob = gzip(mixed(20_000, 2), 6, Deflater.DEFAULT_STRATEGY);

        for (int length = 11; length < blob.length; length += length < 100 ? 1 : 211) {
            byte[] part = Arrays.copyOf(blob, length);
            assertThatThrownBy(() -> decompressed(part, 5000))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the gzip stream ends early");
        }
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] blob = gzip(mixed(20_000, 2), 6, Deflater.DEFAULT_STRATEGY);
        blob[blob.length - 8] ^= 1;

        assertThatThrownBy(() -> decompressed(blob, 5000))
                .isInstanceOf(IOException.class)
                .hasMessage("corrupt gzip data: its checksum does not match");
    }

    @Test
    void refusesWhatIsNoDeflateStream() {
        byte[] reservedBlock = {0x07, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] wrongStoredLength = {0x01, 5, 0, 5, 0, 1, 2, 3, 4, 5};

        for (byte[] stream : new byte[][] {reservedBlock, wrongStoredLength, TOO_FAR}) {
            try (DeflateDecoder decoder = decoder()) {
                decoder.input(stream, 0, stream.length);
                assertThatThrownBy(() -> decoder.decode(new byte[1000], 0, 1000))
                        .isInstanceOf(DataFormatException.class);
            }
        }
    }

    @Test
    void damagedStreamsAreRefusedOrUnharmed() throws IOException {
        Random random = new Random(35);
        byte[] content = mixed(30_000, 4);
        byte[] blob = gzip(content, 6, Deflater.DEFAULT_STRATEGY);
        int refused = 0;

        for (int round = 0; round < 2000; round++) {
            byte[] damaged = blob.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[10 + random.nextInt(blob.length - 10)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(decompressed(damaged, 7000)).isEqualTo(content);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("corrupt gzip data: .+|the gzip stream ends early");
                refused++;
            }
        }

        assertThat(refused).isGreaterThan(1900);
    }

    @Test
    void writesOnlyWhereItMay() throws DataFormatException {
        byte[] stream = deflate(mixed(100_000, 5), 6, Deflater.DEFAULT_STRATEGY);
        byte[] target = new byte[1000];
        Arrays.fill(target, (byte) 0x5a);

        try (DeflateDecoder decoder = decoder()) {
            decoder.input(stream, 0, stream.length);
            assertThat(decoder.decode(target, 100, 300)).isEqualTo(300);
        }

        assertThat(Arrays.copyOf(target, 100)).containsOnly(0x5a);
        assertThat(Arrays.copyOfRange(target, 400, 1000)).containsOnly(0x5a);
    }

    private byte[] decompressed(byte[] blob, int piece) throws IOException {
        return decompressed(new ByteArrayInputStream(blob), piece);
    }

    private byte[] decompressed(InputStream blob, int piece) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[piece];
        try (InputStream in = new GzipStream(blob, decoder())) {
            int count = in.read(buffer, 0, piece);
            while (count >= 0) {
                content.write(buffer, 0, count);
                count = in.read(buffer, 0, piece);
            }
        }
        return content.toByteArray();
    }

    /** Words, noise and runs, near and far repetitions. */
    private static byte[] mixed(int size, int seed) {
        Random random = new Random(seed);
        byte[] content = new byte[size];
        int at = 0;
        while (at < size) {
            int length = Math.min(size - at, 1 + random.nextInt(400));
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(content, at, at + length, (byte) random.nextInt(256));
                case 1 -> {
                    for (int i = at; i < at + length; i++) {
                        content[i] = (byte) random.nextInt(256);
                    }
                }
                default -> System.arraycopy(content, random.nextInt(at + 1) / 2, content, at, Math.min(length, at / 2));
            }
            at += length;
        }
        return content;
    }

    private static byte[] gzip(byte[] content, int level, int strategy) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
        blob.writeBytes(deflate(content, level, strategy));
        for (long value : new long[] {checksum.getValue(), content.length}) {
            for (int i = 0; i < 4; i++) {
                blob.write((int) (value >> (8 * i)));
            }
        }
        return blob.toByteArray();
    }

    private static byte[] deflate(byte[] content, int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Gives little at once, as a socket does. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int most;

        Dripping(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(most, length));
        }
    }
}
