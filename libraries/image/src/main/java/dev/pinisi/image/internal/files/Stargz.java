package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The table of contents of an eStargz layer: a tar archive of one file in a gzip member that a footer of 51 bytes points
 * to; each file's content begins a gzip member of its own.
 */
final class Stargz implements TableOfContents {
    private static final String TOC_DIGEST = "containerd.io/snapshot/stargz/toc.digest";
    private static final String TOC_NAME = "stargz.index.json";
    private static final int FOOTER = 51;
    /** Where the footer's extra field has the offset, in hexadecimal, followed by a magic word. */
    private static final int OFFSET = 16;

    private static final int OFFSET_DIGITS = 16;
    private static final String MAGIC = "STARGZ";

    private final Ranges blob;
    private final long end;
    private final TocEntries entries;

    private Stargz(Ranges blob, long end, TocEntries entries) {
        this.blob = blob;
        this.end = end;
        this.entries = entries;
    }

    /** The layer's table; empty if it has none. */
    static Optional<TableOfContents> of(ImageSource source, Descriptor layer, int number) throws IOException {
        String digest = layer.annotations().getOrDefault(TOC_DIGEST, "");
        if (digest.isEmpty() || layer.size() < FOOTER) {
            return Optional.empty();
        }
        Ranges blob = new Ranges(source, layer);
        byte[] footer = blob.read(layer.size() - FOOTER, FOOTER);
        String text = new String(footer, OFFSET, OFFSET_DIGITS + MAGIC.length(), StandardCharsets.US_ASCII);
        if (!text.endsWith(MAGIC)) {
            return Optional.empty();
        }
        try {
            long offset = Long.parseLong(text.substring(0, OFFSET_DIGITS), 16);
            byte[] table = table(blob, offset);
            if (!Digest.parse(digest).matches(table)) {
                throw new ImageException(
                        Kind.CORRUPT,
                        "layer " + layer.digest() + ": its table of contents is not that of its manifest");
            }
            return Optional.of(new Stargz(blob, offset, TocEntries.parse(table, number)));
        } catch (SpecException | JsonException | NumberFormatException e) {
            throw new ImageException(
                    Kind.CORRUPT, "layer " + layer.digest() + ": its table of contents: " + e.getMessage(), e);
        }
    }

    @Override
    public List<ImageFile> files() {
        return entries.files();
    }

    @Override
    public void read(ImageFile file, OutputStream out) throws IOException {
        VerifiedContent content = new VerifiedContent(file, out);
        for (TocEntries.Chunk chunk : entries.chunks(file.path())) {
            // where the member ends is not said; the table follows the last one
            try (InputStream in = Decompression.open(blob.open(chunk.offset(), end - chunk.offset()))) {
                content.take(in, chunk.size());
            }
        }
        content.finish();
    }

    private static byte[] table(Ranges blob, long offset) throws IOException {
        long length = blob.blob().size() - FOOTER - offset;
        if (length > TocEntries.MOST_BYTES) {
            throw new IOException("a table of contents of " + length + " bytes");
        }
        try (InputStream tar = Decompression.open(blob.open(offset, length))) {
            LayerTar entries = new LayerTar(tar, 0);
            Optional<ImageFile> first = entries.next();
            if (first.isEmpty()
                    || !first.get().path().equals(TOC_NAME)
                    || first.get().size() > TocEntries.MOST_BYTES) {
                throw new IOException("the table of contents is not where the footer says");
            }
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = entries.read(buffer); count >= 0; count = entries.read(buffer)) {
                json.write(buffer, 0, count);
            }
            return json.toByteArray();
        }
    }
}
