package dev.pinisi.image;

import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.airlift.compress.v3.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An archive as a layer in zstd:chunked form, and what may be done to its table of contents. */
final class TestChunked {
    private static final String PREFIX = "io.github.containers.zstd-chunked.";

    final byte[] tar;
    final byte[] blob;
    final Map<String, String> annotations;

    private TestChunked(byte[] tar, byte[] blob, Map<String, String> annotations) {
        this.tar = tar;
        this.blob = blob;
        this.annotations = annotations;
    }

    /** Writes it. */
    static TestChunked of(byte[] tar, Path directory) throws IOException {
        TestImage image = new TestImage().layer(tar, tar, MediaTypes.OCI_LAYER);
        TransferOptions options = TransferOptions.builder()
                .compression(Compression.of(Compression.Format.ZSTD_CHUNKED))
                .build();
        Path place = Files.createTempDirectory(directory, "chunked");
        ImageTransport.Context context = new ImageTransport.Context(null, directory.resolve("tmp"));
        try (MemorySource source = MemorySource.of(image);
                BlobDestination destination = Transports.create("dir:" + place, context)) {
            Descriptor layer = ((ImageManifest) ImageCopier.copy(source, destination, options))
                    .layers()
                    .getFirst();
            return new TestChunked(
                    tar, Files.readAllBytes(place.resolve(layer.digest().hex())), layer.annotations());
        }
    }

    /** The image of this layer alone. */
    TestImage image() {
        TestImage image = new TestImage().layer(tar, blob, MediaTypes.OCI_LAYER_ZSTD);
        image.layers.set(0, image.layers.getFirst().withAnnotations(annotations));
        return image;
    }

    /** The same with another table of contents, that of its manifest all the same. */
    TestChunked withTable(UnaryOperator<String> change) {
        String[] position = annotations.get(PREFIX + "manifest-position").split(":", -1);
        byte[] toc = zstd(change.apply(new String(part("manifest-position"), StandardCharsets.UTF_8)));
        String[] split = annotations.get(PREFIX + "tarsplit-position").split(":", -1);
        byte[] tarSplit = Arrays.copyOfRange(
                blob, Integer.parseInt(split[0]), Integer.parseInt(split[0]) + Integer.parseInt(split[1]));
        int at = Integer.parseInt(position[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(blob, 0, at - 8);
        skippable(out, toc);
        skippable(out, tarSplit);
        Map<String, String> changed = new HashMap<>(annotations);
        changed.put(PREFIX + "manifest-position", at + ":" + toc.length + ":" + toc.length + ":1");
        changed.put(PREFIX + "manifest-checksum", Digest.sha256(toc).toString());
        changed.put(
                PREFIX + "tarsplit-position", (at + toc.length + 8) + ":" + tarSplit.length + ":" + tarSplit.length);
        return new TestChunked(tar, out.toByteArray(), changed);
    }

    /** A part that an annotation says the position of, decompressed. */
    byte[] part(String annotation) {
        String[] position = annotations.get(PREFIX + annotation).split(":", -1);
        byte[] plain = new byte[Integer.parseInt(position[2])];
        int at = Integer.parseInt(position[0]);
        int length = Integer.parseInt(position[1]);
        ZstdDecompressor.create().decompress(blob, at, length, plain, 0, plain.length);
        return plain;
    }

    private static byte[] zstd(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        ZstdCompressor compressor = ZstdCompressor.create();
        byte[] out = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(out, compressor.compress(plain, 0, plain.length, out, 0, out.length));
    }

    private static void skippable(ByteArrayOutputStream out, byte[] frame) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A50)
                .putInt(frame.length)
                .array());
        out.writeBytes(frame);
    }
}
