package dev.pinisi.image.internal.partial;

import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.files.ChunkedPositions;
import dev.pinisi.image.internal.files.TocEntries;
import dev.pinisi.image.internal.files.TocEntries.Chunk;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.image.spi.BlobParts;
import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer in zstd:chunked form: headers from the tar-split data, contents from files that are held, or from their chunks.
 */
final class ChunkedPlan implements PartialLayer.Plan {
    /** An archive so much larger than its blob is no layer. */
    private static final long MOST_EXPANSION = 10_000;

    private final BlobParts blob;
    private final byte[] tarSplit;
    private final TocEntries table;
    private final List<KnownContent> known = new ArrayList<>();
    private final List<BlobPart> parts = new ArrayList<>();
    /** Where the contents end in the blob. */
    private final long end;

    private ChunkedPlan(BlobParts blob, byte[] tarSplit, TocEntries table, long end) {
        this.blob = blob;
        this.tarSplit = tarSplit;
        this.table = table;
        this.end = end;
    }

    static ChunkedPlan of(Descriptor layer, ChunkedPositions positions, BlobParts blob, HeldFiles held)
            throws IOException {
        BlobPart split = positions
                .tarSplit()
                .orElseThrow(() -> new IOException("it does not have its archive's headers apart from contents"));
        if (split.offset() < positions.table().end()) {
            throw new IOException("its archive's headers are not behind its table of contents");
        }
        byte[] compressed;
        byte[] tarSplit;
        try (BlobCursor cursor = new BlobCursor(blob, List.of(positions.table(), split))) {
            compressed = cursor.next(positions.table()).readAllBytes();
            tarSplit = cursor.next(split).readAllBytes();
        }
        if (!positions.checksum().matches(compressed)) {
            throw new IOException("its table of contents is not that of its manifest");
        }
        TocEntries table = TocEntries.decompress(compressed, 0);
        if (table.tarSplitDigest().isEmpty()
                || !Digest.parse(table.tarSplitDigest()).matches(tarSplit)) {
            throw new IOException("its archive's headers are not those of its table of contents");
        }
        ChunkedPlan plan =
                new ChunkedPlan(blob, tarSplit, table, positions.table().offset());
        plan.look(layer, held);
        return plan;
    }

    /** Goes through the archive once, to see what is where in it and what must be fetched. */
    private void look(Descriptor layer, HeldFiles held) throws IOException {
        Map<String, Digest> digests = new HashMap<>();
        Map<Digest, Long> wanted = new HashMap<>();
        for (ImageFile file : table.files()) {
            if (file.type() == ImageFile.Type.FILE && file.size() > 0) {
                Digest digest = Digest.parse(file.digest().orElse(""));
                if (digests.put(file.path(), digest) != null) {
                    throw new IOException("its table of contents has " + file.path() + " twice");
                }
                wanted.put(digest, file.size());
            }
        }
        Map<Digest, HeldFile> found = held.find(wanted);
        long offset = 0;
        try (TarSplit split = TarSplit.of(tarSplit)) {
            for (Optional<TarSplit.Piece> next = split.next(); next.isPresent(); next = split.next()) {
                TarSplit.Piece piece = next.get();
                if (piece.size() > 0) {
                    add(piece, offset, digests, wanted, found);
                }
                offset += piece.bytes().length + piece.size();
                if (offset > layer.size() * MOST_EXPANSION) {
                    throw new IOException("its table of contents makes far more of it than a layer can be");
                }
            }
        }
    }

    private void add(
            TarSplit.Piece piece,
            long offset,
            Map<String, Digest> digests,
            Map<Digest, Long> wanted,
            Map<Digest, HeldFile> found)
            throws IOException {
        Digest digest = digests.remove(TocEntries.path(piece.file()));
        if (digest == null || piece.size() != wanted.getOrDefault(digest, -1L)) {
            throw new IOException("its archive's " + piece.file() + " is not in its table of contents");
        }
        Optional<HeldFile> file = Optional.ofNullable(found.get(digest));
        known.add(new KnownContent(offset, piece.size(), digest, file));
        if (file.isEmpty()) {
            addParts(piece);
        }
    }

    private void addParts(TarSplit.Piece piece) throws IOException {
        long size = 0;
        for (Fetch fetch : fetches(piece.file())) {
            long before = parts.isEmpty() ? 0 : parts.getLast().end();
            BlobPart part = fetch.part().orElse(null);
            if (part != null && (part.offset() < before || part.end() > end)) {
                throw new IOException("its table of contents has the parts of " + piece.file() + " elsewhere");
            }
            if (part != null) {
                parts.add(part);
            }
            size += fetch.size();
        }
        if (size != piece.size()) {
            throw new IOException(
                    "its table of contents has " + size + " bytes of " + piece.file() + ", not " + piece.size());
        }
    }

    /** A chunk: where it is, or nothing for a hole. */
    private record Fetch(Optional<BlobPart> part, long size) {}

    private List<Fetch> fetches(String name) throws IOException {
        List<Chunk> chunks = table.chunks(name);
        List<Fetch> fetches = new ArrayList<>(chunks.size());
        long next = chunks.isEmpty() ? 0 : chunks.getLast().end();
        for (Chunk chunk : chunks.reversed()) {
            if (chunk.size() <= 0 || (!chunk.zeros() && next <= chunk.offset())) {
                throw new IOException("its table of contents has a chunk of " + name + " of no size");
            }
            BlobPart part = chunk.zeros() ? null : new BlobPart(chunk.offset(), next);
            fetches.add(new Fetch(Optional.ofNullable(part), chunk.size()));
            // a hole need not have a place in the blob
            next = chunk.offset() > 0 ? chunk.offset() : next;
        }
        Collections.reverse(fetches);
        return fetches;
    }

    @Override
    public long fetched() {
        return BlobCursor.length(parts);
    }

    @Override
    public List<KnownContent> known() {
        return List.copyOf(known);
    }

    @Override
    public ArchiveStream.Pieces pieces() throws IOException {
        return new Pieces();
    }

    private final class Pieces implements ArchiveStream.Pieces {
        private final TarSplit split = TarSplit.of(tarSplit);
        private final BlobCursor cursor = new BlobCursor(blob, parts);
        private final Iterator<KnownContent> contents = known.iterator();

        private Pieces() throws IOException {}

        @Override
        public Optional<InputStream> next() throws IOException {
            Optional<TarSplit.Piece> piece = split.next();
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    piece.get().size() == 0
                            ? new ByteArrayInputStream(piece.get().bytes())
                            : content(piece.get()));
        }

        private InputStream content(TarSplit.Piece piece) throws IOException {
            KnownContent content = contents.next();
            if (content.held().isPresent()) {
                return new Slice(content.held().get().open(), content.size());
            }
            ArchiveStream fetched = new ArchiveStream(new Chunks(cursor, fetches(piece.file())));
            return new VerifyingStream(fetched, new Descriptor("", content.digest(), content.size()));
        }

        @Override
        public void close() throws IOException {
            try (cursor) {
                split.close();
            }
        }
    }

    /** The chunks of a file, decompressed. */
    private record Chunks(BlobCursor cursor, ArrayDeque<Fetch> left) implements ArchiveStream.Pieces {
        Chunks(BlobCursor cursor, List<Fetch> fetches) {
            this(cursor, new ArrayDeque<>(fetches));
        }

        @Override
        public Optional<InputStream> next() throws IOException {
            Fetch fetch = left.poll();
            if (fetch == null) {
                return Optional.empty();
            }
            return Optional.of(
                    fetch.part().isEmpty()
                            ? Slice.zeros(fetch.size())
                            : new Slice(
                                    Decompression.open(cursor.next(fetch.part().get())), fetch.size()));
        }

        @Override
        public void close() {
            // the cursor is the archive's
        }
    }
}
