package dev.pinisi.image.internal.partial;

import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.files.Stargz;
import dev.pinisi.image.internal.files.TocEntries;
import dev.pinisi.image.internal.files.TocEntries.Chunk;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.image.spi.BlobParts;
import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer in eStargz form. A file's last chunk shares its gzip member with the headers that follow, which nothing else has;
 * so what can be left out are the other chunks, those of files that are larger than a chunk, 4 MiB most often.
 */
final class StargzPlan implements PartialLayer.Plan {
    /**
     * A piece of the archive: members that are fetched, or a chunk that is held.
     *
     * @param part of the blob
     * @param from where the chunk begins in the file that is held
     */
    private record Piece(BlobPart part, Optional<HeldFile> held, long from, long size) {}

    /** A chunk of a file that has more of them behind it. */
    private record Inner(BlobPart part, Digest digest, long fileSize, long from, long size) {}

    private final BlobParts blob;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<BlobPart> parts = new ArrayList<>();

    private StargzPlan(BlobParts blob) {
        this.blob = blob;
    }

    static StargzPlan of(Descriptor layer, BlobParts blob, HeldFiles held) throws IOException {
        Digest digest = Stargz.tableDigest(layer).orElseThrow(() -> new IOException("it has no table of contents"));
        long footer = layer.size() - Stargz.FOOTER;
        long at = Stargz.tableOffset(read(blob, new BlobPart(footer, layer.size())))
                .orElseThrow(() -> new IOException("it does not end as a layer of eStargz does"));
        if (at <= 0 || at >= footer || footer - at > TocEntries.MOST_BYTES) {
            throw new IOException("its table of contents points behind its end");
        }
        TocEntries table;
        try (InputStream member = blob.open(List.of(new BlobPart(at, footer)))) {
            table = TocEntries.parse(Stargz.table(member, footer - at, digest), 0);
        }
        if (table.isPacked()) {
            throw new IOException("its table of contents has several files in a member");
        }
        StargzPlan plan = new StargzPlan(blob);
        plan.look(layer, inner(table, at), held);
        return plan;
    }

    private static byte[] read(BlobParts blob, BlobPart part) throws IOException {
        try (InputStream in = blob.open(List.of(part))) {
            return new Slice(in, part.length()).readAllBytes();
        }
    }

    private static List<Inner> inner(TocEntries table, long end) throws IOException {
        List<Inner> inner = new ArrayList<>();
        for (ImageFile file : table.files()) {
            List<Chunk> chunks = file.type() == ImageFile.Type.FILE ? table.chunks(file.path()) : List.of();
            long from = 0;
            for (int i = 0; i + 1 < chunks.size(); i++) {
                long next = chunks.get(i + 1).offset();
                long size = chunks.get(i).size();
                if (next <= chunks.get(i).offset() || next > end || from + size >= file.size()) {
                    throw new IOException("its table of contents has the parts of " + file.path() + " elsewhere");
                }
                Digest digest = Digest.parse(file.digest().orElse(""));
                inner.add(new Inner(new BlobPart(chunks.get(i).offset(), next), digest, file.size(), from, size));
                from += size;
            }
        }
        inner.sort(Comparator.comparingLong(each -> each.part().offset()));
        return inner;
    }

    private void look(Descriptor layer, List<Inner> inner, HeldFiles held) throws IOException {
        Map<Digest, Long> wanted = new HashMap<>();
        for (Inner chunk : inner) {
            wanted.put(chunk.digest(), chunk.fileSize());
        }
        Map<Digest, HeldFile> found = inner.isEmpty() ? Map.of() : held.find(wanted);
        long done = 0;
        for (Inner chunk : inner) {
            if (chunk.part().offset() < done) {
                throw new IOException("its table of contents has chunks that overlap");
            }
            HeldFile file = found.get(chunk.digest());
            if (file != null) {
                fetch(done, chunk.part().offset());
                pieces.add(new Piece(chunk.part(), Optional.of(file), chunk.from(), chunk.size()));
                done = chunk.part().end();
            }
        }
        fetch(done, layer.size());
    }

    private void fetch(long from, long to) {
        if (from < to) {
            BlobPart part = new BlobPart(from, to);
            parts.add(part);
            pieces.add(new Piece(part, Optional.empty(), 0, 0));
        }
    }

    @Override
    public long fetched() {
        return BlobCursor.length(parts);
    }

    /** Nothing: where the contents are in the archive is only known when it was read. */
    @Override
    public List<KnownContent> known() {
        return List.of();
    }

    @Override
    public ArchiveStream.Pieces pieces() {
        Iterator<Piece> left = pieces.iterator();
        BlobCursor cursor = new BlobCursor(blob, parts);
        return new ArchiveStream.Pieces() {
            @Override
            public Optional<InputStream> next() throws IOException {
                return left.hasNext() ? Optional.of(open(cursor, left.next())) : Optional.empty();
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        };
    }

    private static InputStream open(BlobCursor cursor, Piece piece) throws IOException {
        if (piece.held().isEmpty()) {
            return Decompression.open(cursor.next(piece.part()), piece.part().length());
        }
        InputStream file = piece.held().get().open();
        try {
            file.skipNBytes(piece.from());
            return new Slice(file, piece.size());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
