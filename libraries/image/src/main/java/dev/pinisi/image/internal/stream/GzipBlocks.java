package dev.pinisi.image.internal.stream;

import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzip (RFC 1952) of one member: each block is deflated with the 32 KiB before it as dictionary and ends on a byte's
 * boundary, so that the blocks one after another are one deflate stream.
 */
final class GzipBlocks implements BlockCodec {
    /** Deflate looks back no farther. */
    private static final int WINDOW = 32 << 10;

    private static final int BLOCK = 512 << 10;

    /** Comes to about the size that the Go tools come to, which compress less at a higher number. */
    private static final int USUAL_LEVEL = 4;

    private final int level;
    private final CRC32 checksum = new CRC32();
    private long length;
    private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();

    GzipBlocks(OptionalInt level) {
        this.level = level.orElse(USUAL_LEVEL);
    }

    @Override
    public int context() {
        return WINDOW;
    }

    @Override
    public int blockSize() {
        return BLOCK;
    }

    @Override
    public byte[] header() {
        // no name, no time, "unknown" operating system: the same bytes make the same blob
        return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    }

    @Override
    public void add(Block block) {
        checksum.update(block.input, block.start, block.length);
        length += block.length;
    }

    @Override
    public void compress(Block block, boolean last, boolean first) {
        Deflater deflater = deflaters.poll();
        if (deflater == null) {
            deflater = new Deflater(level, true);
        }
        deflater.reset();
        if (block.contextLength > 0) {
            deflater.setDictionary(block.input, block.start - block.contextLength, block.contextLength);
        }
        deflater.setInput(block.input, block.start, block.length);
        if (last) {
            deflater.finish();
        }
        deflate(deflater, block, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        deflaters.add(deflater);
    }

    @Override
    public byte[] trailer() {
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (checksum.getValue() >> (8 * i));
            trailer[4 + i] = (byte) (length >> (8 * i));
        }
        return trailer;
    }

    @Override
    public void close() {
        deflaters.forEach(Deflater::end);
        deflaters.clear();
    }

    private static void deflate(Deflater deflater, Block block, int flush) {
        block.outputLength = 0;
        while (true) {
            int room = block.output.length - block.outputLength;
            int count = deflater.deflate(block.output, block.outputLength, room, flush);
            block.outputLength += count;
            if (count < room) {
                return;
            }
            block.growOutput();
        }
    }
}
