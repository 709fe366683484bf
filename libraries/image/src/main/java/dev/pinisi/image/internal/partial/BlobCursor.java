package dev.pinisi.image.internal.partial;

import dev.pinisi.image.internal.stream.BlockInputStream;
import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.image.spi.BlobParts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads parts of a blob in their order, from few larger parts that are fetched at once. */
final class BlobCursor implements AutoCloseable {
    private static final int MOST_SPANS = 1024;
    /** What costs less than the answer's words about another part. */
    private static final long SMALL_GAP = 512;

    private final BlobParts blob;
    private final List<BlobPart> spans;
    private @Nullable InputStream in;
    private int span;
    /** In the blob, of the next byte of the stream. */
    private long position;

    /**
     * @param parts that will be read, in their order, none of them overlapping
     */
    BlobCursor(BlobParts blob, List<BlobPart> parts) {
        this.blob = blob;
        this.spans = spans(parts);
    }

    /** The parts with the small gaps between them, so that there are not too many. */
    static List<BlobPart> spans(List<BlobPart> parts) {
        List<BlobPart> spans = joined(parts, SMALL_GAP);
        for (long gap = SMALL_GAP * 4; spans.size() > MOST_SPANS; gap *= 4) {
            spans = joined(spans, gap);
        }
        return spans;
    }

    private static List<BlobPart> joined(List<BlobPart> parts, long gap) {
        List<BlobPart> joined = new ArrayList<>();
        for (BlobPart part : parts) {
            BlobPart last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && part.offset() - last.end() <= gap) {
                joined.set(joined.size() - 1, new BlobPart(last.offset(), part.end()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    /** How many bytes are fetched for parts that are read so. */
    static long length(List<BlobPart> parts) {
        long length = 0;
        for (BlobPart part : spans(parts)) {
            length += part.length();
        }
        return length;
    }

    /** The bytes of the next part; what was not read of the part before is passed over. */
    InputStream next(BlobPart part) throws IOException {
        InputStream open = in;
        if (open == null) {
            open = blob.open(spans);
            in = open;
            position = spans.getFirst().offset();
        }
        while (part.offset() >= spans.get(span).end()) {
            open.skipNBytes(spans.get(span).end() - position);
            position = spans.get(++span).offset();
        }
        open.skipNBytes(part.offset() - position);
        position = part.offset();
        return new Part(open, part.end());
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        if (open != null) {
            open.close();
        }
    }

    private final class Part extends BlockInputStream {
        private final InputStream open;
        private final long end;

        Part(InputStream open, long end) {
            this.open = open;
            this.end = end;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0 || position >= end) {
                return length == 0 ? 0 : -1;
            }
            int count = open.read(target, offset, (int) Math.min(length, end - position));
            if (count < 0) {
                throw new EOFException("a part of the blob ends early");
            }
            position += count;
            return count;
        }
    }
}
