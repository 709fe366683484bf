package dev.pinisi.image.internal.stream;

import dev.pinisi.image.internal.chunked.LayerFrame;
import dev.pinisi.image.internal.chunked.LayerFrames;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** zstd:chunked: a frame for each file and chunk of a layer, and a table of contents behind them. */
final class ChunkedZstdBlocks implements BlockCodec {
    private final ZstdBlocks zstd;
    private final Map<Block, LayerFrame> frames = new ConcurrentHashMap<>();
    private @Nullable LayerFrames layer;
    private long offset;

    ChunkedZstdBlocks(OptionalInt level) {
        zstd = new ZstdBlocks(level);
    }

    @Override
    public int blockSize() {
        return LayerFrames.LARGEST;
    }

    @Override
    public boolean fill(InputStream source, Block block) throws IOException {
        if (layer == null) {
            layer = new LayerFrames(source, zstd::frame);
        }
        Optional<LayerFrame> frame = layer.next(block.input, block.start);
        block.length = frame.map(LayerFrame::size).orElse(0);
        frame.ifPresent(present -> frames.put(block, present));
        return frame.isPresent();
    }

    @Override
    public void compress(Block block, boolean last, boolean first) {
        LayerFrame frame = frames.get(block);
        if (frame != null && frame.isChunk()) {
            MessageDigest hasher = Digest.hasher("sha256");
            hasher.update(block.input, block.start, block.length);
            frame.hashed(Digest.of("sha256", hasher.digest()));
        }
        zstd.compress(block, last, first);
    }

    @Override
    public void put(Block block) {
        long end = offset + block.outputLength;
        LayerFrame frame = frames.remove(block);
        if (frame != null) {
            frame.placed(offset, end);
        }
        offset = end;
    }

    @Override
    public byte[] trailer() {
        return layer == null ? new byte[0] : layer.tail(offset);
    }

    @Override
    public Map<String, String> annotations() {
        return layer == null ? Map.of() : layer.annotations();
    }

    @Override
    public void close() {
        frames.clear();
        zstd.close();
    }
}
