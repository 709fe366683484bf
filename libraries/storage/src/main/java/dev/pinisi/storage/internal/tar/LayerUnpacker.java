package dev.pinisi.storage.internal.tar;

import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.ThreadUmask;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks one archive into a layer's directory: {@code tree} with the files, {@code tar-headers} with what else the
 * archive is made of, {@code replaced} with files that later entries replaced.
 *
 * <p>The calling thread reads the stream; a second thread hashes and unpacks, for it needs a umask of its own.
 */
public final class LayerUnpacker {
    private final Directory layer;
    private final KnownFiles known;
    private final MessageDigest digest;
    private final TarLimits limits;
    private final ChunkQueue queue = new ChunkQueue();
    private @Nullable Throwable failure;
    private long files;
    private long bytes;
    private long total;
    private boolean definesRoot;
    private ImpliedDirectories implied = new ImpliedDirectories();

    private LayerUnpacker(Directory layer, KnownFiles known, MessageDigest digest, TarLimits limits) {
        this.known = known;
        this.layer = layer;
        this.digest = digest;
        this.limits = limits;
    }

    /**
     * What was unpacked.
     *
     * @param digest the hash of the stream
     * @param entries files, directories, links
     * @param contentBytes of all files together
     * @param streamBytes of the archive
     * @param definesRoot whether there was an entry for the root directory itself
     * @param implied directories without an entry
     * @param digests of files of which they were known
     */
    @SuppressWarnings("ArrayRecordComponent") // a hash of any algorithm; never compared
    public record Result(
            byte[] digest,
            long entries,
            long contentBytes,
            long streamBytes,
            boolean definesRoot,
            ImpliedDirectories implied,
            FileDigests digests) {}

    /**
     * Reads the stream to its end.
     *
     * @param known of the archive's contents, in their order
     * @param layer an empty directory that nobody else uses
     * @param headers where the headers go; closed here
     * @throws IOException if reading the stream fails
     * @throws TarException if the archive is refused
     * @throws dev.pinisi.linux.LinuxException if the file system fails
     */
    public static Result unpack(
            InputStream tar,
            List<KnownContent> known,
            Directory layer,
            OutputStream headers,
            MessageDigest digest,
            TarLimits limits)
            throws IOException {
        return new LayerUnpacker(layer, new KnownFiles(known), digest, limits).run(tar, headers);
    }

    private Result run(InputStream tar, OutputStream headers) throws IOException {
        Thread worker = Thread.ofPlatform().name("unpack").daemon().start(() -> work(headers));
        try {
            queue.feed(tar);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("unpacking a layer was interrupted");
        } finally {
            join(worker);
        }
        rethrow();
        return new Result(digest.digest(), files, bytes, total, definesRoot, implied, known.digests());
    }

    private void work(OutputStream to) {
        try (HeadersWriter headers = new HeadersWriter(to)) {
            ThreadUmask.clear();
            layer.makeDirectory(LayerFiles.TREE, 0755);
            unpack(headers);
            headers.finish();
        } catch (ChunkQueue.BrokenFeedException e) {
            // the feeding thread throws what broke it
            return;
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            queue.stop();
        }
    }

    private void unpack(HeadersWriter headers) {
        TarInput input = new TarInput(new HashedChunks(), headers, limits.bytes());
        TarReader reader = new TarReader(input, limits);
        try (Directory tree = layer.openDirectory(LayerFiles.TREE);
                TreeUnpacker unpacker = new TreeUnpacker(layer, tree, reader, input, headers, known, limits)) {
            unpacker.run();
            files = unpacker.files();
            bytes = unpacker.bytes();
            definesRoot = unpacker.definesRoot();
            implied = unpacker.implied();
        }
    }

    /** The worker is done soon: its feed has ended, or it wants no more. */
    private static void join(Thread worker) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Chunks that are hashed as they come. */
    private final class HashedChunks implements ChunkSource {
        @Override
        public @Nullable Chunk next() {
            Chunk chunk = queue.next();
            if (chunk != null) {
                digest.update(chunk.bytes, 0, chunk.length);
                total += chunk.length;
            }
            return chunk;
        }

        @Override
        public void recycle(Chunk chunk) {
            queue.recycle(chunk);
        }
    }
}
