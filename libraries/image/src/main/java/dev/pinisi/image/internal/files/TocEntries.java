package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonLimits;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON that eStargz and zstd:chunked have in common: {@code {"version": 1, "entries": […]}}. */
public final class TocEntries {
    /** Of the document, compressed or not. */
    public static final int MOST_BYTES = 64 << 20;

    /**
     * A piece of a file's content.
     *
     * @param offset where its compressed bytes begin in the blob
     * @param end behind those of the whole file; 0 where the table does not say
     * @param size in bytes, uncompressed
     * @param zeros whether it is a hole, of which the blob has nothing
     */
    public record Chunk(long offset, long end, long size, boolean zeros) {}

    private final List<ImageFile> files = new ArrayList<>();
    private final Map<String, List<Chunk>> chunks = new HashMap<>();
    /** Behind the file that was read last. */
    private long end;

    private boolean packed;
    private final String tarSplitDigest;

    private TocEntries(String tarSplitDigest) {
        this.tarSplitDigest = tarSplitDigest;
    }

    /** Reads a table that is compressed. */
    public static TocEntries decompress(byte[] compressed, int layer) throws IOException {
        try (InputStream in = Decompression.open(new ByteArrayInputStream(compressed))) {
            return parse(in.readNBytes(MOST_BYTES), layer);
        }
    }

    /** Reads a table. */
    public static TocEntries parse(byte[] document, int layer) throws IOException {
        JsonCursor json = JsonCursor.of(Json.parse(document, new JsonLimits(MOST_BYTES, 16)));
        TocEntries entries = new TocEntries(json.field("tarSplitDigest").stringOr(""));
        if (json.field("version").intOr(0) != 1) {
            throw new IOException(
                    "a table of contents of version " + json.field("version").intOr(0));
        }
        for (JsonCursor entry : json.field("entries").elements()) {
            entries.add(entry, layer);
        }
        return entries;
    }

    /** All entries but chunks, in the table's order. */
    public List<ImageFile> files() {
        return files;
    }

    /** The chunks of the file of that name, in its order. */
    public List<Chunk> chunks(String name) {
        return chunks.getOrDefault(Paths.normalised(name), List.of());
    }

    /** The path by which {@link #files} and {@link #chunks} know a name of the archive. */
    public static String path(String name) {
        return Paths.normalised(name);
    }

    /** Whether contents share a compressed piece, at an offset in it, as newer versions of eStargz may have them. */
    public boolean isPacked() {
        return packed;
    }

    /** The digest of the compressed tar-split data; empty if the table does not say. */
    public String tarSplitDigest() {
        return tarSplitDigest;
    }

    private void add(JsonCursor entry, int layer) {
        String path = Paths.normalised(entry.field("name").string());
        String kind = entry.field("type").string();
        packed = packed || entry.field("innerOffset").longOr(0) > 0;
        if (!kind.equals("chunk")) {
            files.add(file(entry, path, type(entry, kind), layer));
        }
        if (kind.equals("reg")) {
            chunks.put(path, new ArrayList<>());
            end = entry.field("endOffset").longOr(0);
        }
        if (kind.equals("reg") || kind.equals("chunk")) {
            addChunk(entry, path);
        }
    }

    /** A chunk follows the file that it is of. */
    private void addChunk(JsonCursor entry, String path) {
        ImageFile file = files.isEmpty() ? null : files.get(files.size() - 1);
        if (file == null || !file.path().equals(path)) {
            throw entry.field("name").fail("a chunk of no file: " + path);
        }
        long size = entry.field("chunkSize").longOr(0);
        // the last chunk of a file needs no size of its own
        long length = size > 0 ? size : file.size() - entry.field("chunkOffset").longOr(0);
        if (length > 0) {
            boolean zeros = entry.field("chunkType").stringOr("").equals("zeros");
            chunks.computeIfAbsent(path, none -> new ArrayList<>())
                    .add(new Chunk(entry.field("offset").longOr(0), end, length, zeros));
        }
    }

    private static ImageFile file(JsonCursor entry, String path, ImageFile.Type type, int layer) {
        String link = entry.field("linkName").stringOr("");
        boolean regular = type == ImageFile.Type.FILE;
        String digest = regular ? entry.field("digest").stringOr("") : "";
        return new ImageFile(
                path,
                type,
                regular ? entry.field("size").longOr(0) : 0,
                entry.field("mode").intOr(0) & 07777,
                entry.field("uid").longOr(0),
                entry.field("gid").longOr(0),
                modified(entry.field("modtime").stringOr("")),
                type == ImageFile.Type.HARD_LINK ? Paths.normalised(link) : link,
                digest.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Digest.parse(digest).toString()),
                layer);
    }

    private static ImageFile.Type type(JsonCursor entry, String kind) {
        return switch (kind) {
            case "reg" -> ImageFile.Type.FILE;
            case "dir" -> ImageFile.Type.DIRECTORY;
            case "symlink" -> ImageFile.Type.SYMLINK;
            case "hardlink" -> ImageFile.Type.HARD_LINK;
            case "char" -> ImageFile.Type.CHARACTER_DEVICE;
            case "block" -> ImageFile.Type.BLOCK_DEVICE;
            case "fifo" -> ImageFile.Type.FIFO;
            default -> throw new JsonException(entry.field("type").path(), "unknown: " + kind);
        };
    }

    private static Instant modified(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
