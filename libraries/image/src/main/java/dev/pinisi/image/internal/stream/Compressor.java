package dev.pinisi.image.internal.stream;

import dev.pinisi.image.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a stream in blocks on all processors, and gives the result in order: as pigz does, with as much memory as
 * there are blocks in flight. The result depends on the bytes and the level alone, not on how many processors there are.
 */
public final class Compressor extends BlockInputStream {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** More blocks in flight would take memory and, as the two layers share the processors, save no time. */
    private static final int MOST_BLOCKS = Math.min(PROCESSORS + 1, 8);

    /** So many layers are compressed at once; the others wait, with their blocks' memory not yet taken. */
    private static final Semaphore LAYERS = new Semaphore(2, true);

    /** Shared by all layers that are compressed at once. */
    private static final ExecutorService POOL = Executors.newFixedThreadPool(
            PROCESSORS, Thread.ofPlatform().daemon().name("compress-", 0).factory());

    private static final Spares<Block> SPARES = new Spares<>();

    private final InputStream source;
    private final BlockCodec codec;
    private final Deque<Block> inFlight = new ArrayDeque<>();
    private final Deque<Block> free = new ArrayDeque<>();
    private @Nullable Block previous;
    private boolean sourceEnded;
    private boolean trailed;
    private boolean closed;
    private byte[] ready;
    private int position;
    private int limit;

    private Compressor(InputStream source, BlockCodec codec) {
        LAYERS.acquireUninterruptibly();
        this.source = source;
        this.codec = codec;
        ready = codec.header();
        limit = ready.length;
        for (int i = 0; i < MOST_BLOCKS; i++) {
            free.add(block(codec));
        }
    }

    private static Block block(BlockCodec codec) {
        // one of another codec's size is left to the collector
        Optional<Block> spare = SPARES.take();
        return spare.isPresent() && spare.get().fits(codec.context(), codec.blockSize())
                ? spare.get()
                : new Block(codec.context(), codec.blockSize());
    }

    /**
     * The stream compressed.
     *
     * @param source closed with the stream that is returned
     */
    public static Compressor compress(InputStream source, Compression compression) {
        return switch (compression.format()) {
            case NONE -> throw new IllegalArgumentException("a compression that is none");
            case GZIP -> new Compressor(source, gzip(compression.level()));
            case ZSTD -> new Compressor(source, new ZstdBlocks(compression.level()));
            case ZSTD_CHUNKED -> new Compressor(source, new ChunkedZstdBlocks(compression.level()));
        };
    }

    private static BlockCodec gzip(OptionalInt level) {
        Optional<NativeDeflate> library = NativeDeflate.find();
        return library.isPresent() ? new GzipMembers(library.get(), level) : new GzipBlocks(level);
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (closed && !trailed) {
            // its blocks are another layer's by now
            throw new IOException("the stream was closed before its end");
        }
        while (position == limit) {
            if (!advance()) {
                return -1;
            }
        }
        int count = Math.min(wanted, limit - position);
        System.arraycopy(ready, position, target, offset, count);
        position += count;
        return count;
    }

    /** What a manifest has to say of the compressed blob, known when the stream was read to its end. */
    public Map<String, String> annotations() {
        return codec.annotations();
    }

    /** Waits for what is in flight, so that nothing runs on behind the caller's back. */
    @Override
    public void close() throws IOException {
        try (source;
                codec) {
            for (Block block = inFlight.poll(); block != null; block = inFlight.poll()) {
                await(block);
                free.add(block);
            }
        } finally {
            if (!closed) {
                closed = true;
                position = limit;
                free.forEach(SPARES::give);
                free.clear();
                LAYERS.release();
            }
        }
    }

    /** Sends blocks off as long as there are free ones, and takes what the oldest one came to. */
    private boolean advance() throws IOException {
        while (!sourceEnded && !free.isEmpty()) {
            send(free.remove());
        }
        Block oldest = inFlight.poll();
        if (oldest != null) {
            await(oldest);
            codec.put(oldest);
            take(oldest.output, oldest.outputLength);
            // its output is read before the next block is sent, as that happens here only
            free.add(oldest);
            return true;
        }
        if (trailed) {
            return false;
        }
        trailed = true;
        byte[] trailer = codec.trailer();
        take(trailer, trailer.length);
        return true;
    }

    private void send(Block block) throws IOException {
        sourceEnded = !codec.fill(source, block);
        codec.add(block);
        Block before = previous;
        block.contextLength = 0;
        if (before != null) {
            block.precededBy(before);
        }
        previous = block;
        block.begin();
        inFlight.add(block);
        boolean last = sourceEnded;
        boolean first = before == null;
        POOL.execute(() -> run(block, last, first));
    }

    private void run(Block block, boolean last, boolean first) {
        try {
            codec.compress(block, last, first);
            block.end(null);
        } catch (RuntimeException | Error e) {
            block.end(e);
        }
    }

    private void take(byte[] bytes, int count) {
        ready = bytes;
        position = 0;
        limit = count;
    }

    private static void await(Block block) throws IOException {
        try {
            block.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
