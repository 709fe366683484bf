package dev.pinisi.image.internal.chunked;

import dev.pinisi.image.internal.chunked.ChunkedTable.Entry;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a layer's archive into frames and describes it on the way. An archive that the format cannot describe (sparse
 * files, two entries of one path, names that are not UTF-8, no archive at all) is cut all the same, and gets no table.
 */
public final class LayerFrames {
    /** The largest frame, in bytes. */
    public static final int LARGEST = 1 << 20;

    private static final String ANNOTATION = "io.github.containers.zstd-chunked.";
    private static final int FRAME_HEADER = 8;
    private static final byte[] MAGIC = "GNUlInUx".getBytes(StandardCharsets.US_ASCII);

    private final InputStream tar;
    private final HeaderReader headers;
    private final FileChunks content;
    private final UnaryOperator<byte[]> compression;
    private final ChunkedTable table = new ChunkedTable();
    private final TarSplitWriter tarSplit;
    private ByteBuffer literal = ByteBuffer.allocate(0);
    private @Nullable Entry entry;
    private boolean describable = true;
    private boolean tailed;
    private Map<String, String> annotations = Map.of();

    /**
     * @param compression makes a zstd frame of a part of the table
     */
    public LayerFrames(InputStream tar, UnaryOperator<byte[]> compression) {
        this.tar = tar;
        this.compression = compression;
        headers = new HeaderReader(tar);
        content = new FileChunks(tar);
        tarSplit = new TarSplitWriter(compression);
    }

    /** Reads the next frame's bytes, {@link #LARGEST} at most; empty at the archive's end. */
    public Optional<LayerFrame> next(byte[] into, int start) throws IOException {
        try {
            while (true) {
                if (literal.hasRemaining()) {
                    int count = Math.min(literal.remaining(), LARGEST);
                    literal.get(into, start, count);
                    return Optional.of(LayerFrame.literal(count));
                }
                Entry file = entry;
                if (file != null) {
                    Optional<LayerFrame> chunk = content.next(into, start);
                    if (chunk.isPresent()) {
                        table.addChunk(file, chunk.get());
                        return chunk;
                    }
                    endFile(file);
                } else if (tailed || !describable) {
                    return rest(into, start);
                } else {
                    nextEntry();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void nextEntry() {
        try {
            Optional<EntryHeader> header = headers.next(content.padding());
            if (header.isPresent()) {
                entry = table.add(header.get());
                content.begin(header.get().size());
            }
            tailed = header.isEmpty();
        } catch (IOException e) {
            describable = false;
        }
        byte[] raw = headers.raw();
        literal = ByteBuffer.wrap(raw);
        tarSplit.segment(raw);
    }

    private void endFile(Entry file) {
        entry = null;
        boolean whole = content.isWhole();
        boolean first = tarSplit.file(file.header.name(), file.header.size(), content.checksum());
        if (file.header.size() > 0 && whole) {
            file.digest = content.digest();
        }
        describable = describable && whole && first && !table.isFull();
    }

    /** What stands behind the archive's end, or all that is left of one that cannot be described. */
    private Optional<LayerFrame> rest(byte[] into, int start) throws IOException {
        int count = tar.readNBytes(into, start, LARGEST);
        if (count == 0) {
            return Optional.empty();
        }
        if (describable) {
            tarSplit.segment(Arrays.copyOfRange(into, start, start + count));
        }
        return Optional.of(LayerFrame.literal(count));
    }

    /**
     * What follows the last frame, all of it in frames that decompressors skip: the table of contents, what the archive
     * has besides, and where both are. Empty if the archive cannot be described.
     *
     * @param offset where it is put in the blob
     */
    public byte[] tail(long offset) {
        if (!describable) {
            return new byte[0];
        }
        byte[] split = tarSplit.finish();
        byte[] json = table.json(Digest.sha256(split));
        byte[] toc = compression.apply(json);
        long tocAt = offset + FRAME_HEADER;
        long splitAt = tocAt + toc.length + FRAME_HEADER;
        annotations = new TreeMap<>(Map.of(
                ANNOTATION + "manifest-checksum",
                Digest.sha256(toc).toString(),
                ANNOTATION + "manifest-position",
                tocAt + ":" + toc.length + ":" + json.length + ":1",
                ANNOTATION + "tarsplit-position",
                splitAt + ":" + split.length + ":" + tarSplit.size()));
        long[] footer = {tocAt, toc.length, json.length, 1, splitAt, split.length, tarSplit.size()};
        ByteBuffer positions =
                ByteBuffer.allocate(footer.length * 8 + MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : footer) {
            positions.putLong(number);
        }
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {toc, split, positions.put(MAGIC).array()}) {
            tail.writeBytes(ByteBuffer.allocate(FRAME_HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0x184D2A50)
                    .putInt(part.length)
                    .array());
            tail.writeBytes(part);
        }
        return tail.toByteArray();
    }

    /** What a manifest has to say of the layer, known once {@link #tail} was; empty if there is no table. */
    public Map<String, String> annotations() {
        return annotations;
    }
}
