package dev.pinisi.image.internal.stream;

import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Zstd (RFC 8878): each block is a frame of its own, as frames one after another are a valid stream. */
final class ZstdBlocks implements BlockCodec {
    /** Large enough that little is lost by what a frame cannot refer back to. */
    private static final int BLOCK = 2 << 20;

    private static final int USUAL_LEVEL = 3;

    private final int level;
    private final Queue<ZstdCompressor> compressors = new ConcurrentLinkedQueue<>();

    ZstdBlocks(OptionalInt level) {
        this.level = level.orElse(USUAL_LEVEL);
    }

    @Override
    public int blockSize() {
        return BLOCK;
    }

    @Override
    public void compress(Block block, boolean last, boolean first) {
        block.outputLength = 0;
        if (block.length == 0 && !first) {
            return;
        }
        ZstdCompressor compressor = take();
        while (block.output.length < compressor.maxCompressedLength(block.length)) {
            block.growOutput();
        }
        block.outputLength =
                compressor.compress(block.input, block.start, block.length, block.output, 0, block.output.length);
        compressors.add(compressor);
    }

    /** A frame of these bytes. */
    byte[] frame(byte[] bytes) {
        ZstdCompressor compressor = take();
        byte[] output = new byte[compressor.maxCompressedLength(bytes.length)];
        int length = compressor.compress(bytes, 0, bytes.length, output, 0, output.length);
        compressors.add(compressor);
        return Arrays.copyOf(output, length);
    }

    private ZstdCompressor take() {
        ZstdCompressor free = compressors.poll();
        return free == null ? make() : free;
    }

    @Override
    public void close() {
        compressors.clear();
    }

    /** The native library where there is one; the Java one knows but one level. */
    private ZstdCompressor make() {
        return ZstdNativeCompressor.isEnabled() ? new ZstdNativeCompressor(level) : new ZstdJavaCompressor();
    }
}
