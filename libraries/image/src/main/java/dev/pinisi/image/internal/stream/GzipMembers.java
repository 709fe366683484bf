package dev.pinisi.image.internal.stream;

import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gzip (RFC 1952) by libdeflate: each block is a member of its own, as members one after another are a valid file. */
final class GzipMembers implements BlockCodec {
    /** Large enough that what a member cannot refer back to costs less than a hundredth of the size. */
    private static final int BLOCK = 1 << 20;

    /** Comes, within a hundredth, to the size that the Go tools come to. */
    private static final int USUAL_LEVEL = 1;

    private final NativeDeflate library;
    private final int level;
    private final Queue<NativeDeflate.Compressing> compressors = new ConcurrentLinkedQueue<>();

    GzipMembers(NativeDeflate library, OptionalInt level) {
        this.library = library;
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
        NativeDeflate.Compressing compressor = compressors.poll();
        if (compressor == null) {
            compressor = library.open(level, BLOCK);
        }
        compressor.compress(block);
        compressors.add(compressor);
    }

    @Override
    public void close() {
        compressors.forEach(NativeDeflate.Compressing::close);
        compressors.clear();
    }
}
