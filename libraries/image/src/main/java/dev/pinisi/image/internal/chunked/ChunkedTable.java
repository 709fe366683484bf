package dev.pinisi.image.internal.chunked;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of contents of a layer that is being written: entries as they come, and where their chunks are put. */
final class ChunkedTable {
    /** Of entries and chunks together; more would not be read. */
    private static final int MOST = 400_000;

    /** An entry and, if it is a file that is not empty, the chunks of its content. */
    static final class Entry {
        final EntryHeader header;
        final List<LayerFrame> chunks = new ArrayList<>(1);

        @Nullable
        Digest digest;

        Entry(EntryHeader header) {
            this.header = header;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private long count;

    Entry add(EntryHeader header) {
        Entry entry = new Entry(header);
        entries.add(entry);
        count++;
        return entry;
    }

    void addChunk(Entry entry, LayerFrame chunk) {
        entry.chunks.add(chunk);
        count++;
    }

    boolean isFull() {
        return count > MOST;
    }

    byte[] json(Digest tarSplit) {
        JsonWriter out = new JsonWriter()
                .object()
                .name("version")
                .value(1)
                .name("entries")
                .array();
        for (Entry entry : entries) {
            boolean several = entry.chunks.size() > 1;
            out.object();
            header(out, entry.header);
            if (!entry.chunks.isEmpty() && entry.digest != null) {
                out.name("digest").value(entry.digest.toString());
                out.name("offset").value(entry.chunks.getFirst().offset());
                out.name("endOffset").value(entry.chunks.getLast().end());
                if (several) {
                    chunk(out, entry.chunks.getFirst());
                }
            }
            out.end();
            for (LayerFrame chunk : entry.chunks.subList(several ? 1 : entry.chunks.size(), entry.chunks.size())) {
                out.object().name("type").value("chunk").name("name").value(entry.header.name());
                out.name("offset").value(chunk.offset());
                chunk(out, chunk);
                out.end();
            }
        }
        return out.end().name("tarSplitDigest").value(tarSplit.toString()).end().bytes();
    }

    private static void header(JsonWriter out, EntryHeader header) {
        out.name("type").value(header.type()).name("name").value(header.name());
        if (!header.link().isEmpty()) {
            out.name("linkName").value(header.link());
        }
        number(out, "mode", header.mode());
        number(out, "size", header.size());
        number(out, "uid", header.uid());
        number(out, "gid", header.gid());
        time(out, "modtime", header.modified());
        time(out, "accesstime", header.accessed());
        time(out, "changetime", header.changed());
        number(out, "devMajor", header.deviceMajor());
        number(out, "devMinor", header.deviceMinor());
        if (!header.xattrs().isEmpty()) {
            out.name("xattrs").object();
            for (Map.Entry<String, byte[]> xattr : header.xattrs().entrySet()) {
                out.name(xattr.getKey()).value(Base64.getEncoder().encodeToString(xattr.getValue()));
            }
            out.end();
        }
    }

    private static void chunk(JsonWriter out, LayerFrame chunk) {
        out.name("chunkSize").value(chunk.size());
        number(out, "chunkOffset", chunk.position());
        out.name("chunkDigest").value(chunk.digest().toString());
        if (chunk.zeros()) {
            out.name("chunkType").value("zeros");
        }
    }

    private static void number(JsonWriter out, String name, long value) {
        if (value != 0) {
            out.name(name).value(value);
        }
    }

    private static void time(JsonWriter out, String name, Optional<Instant> time) {
        if (time.isPresent()) {
            out.name(name).value(time.get().toString());
        }
    }
}
