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
import java.util.OptionalLong;

/**
 * The table of contents of an eStargz layer: a tar archive of one file in a gzip member that a footer of 51 bytes points
 * to; each file's content begins a gzip member of its own.
 */
public final class Stargz implements TableOfContents {
    private static final String TOC_DIGEST = "containerd.io/snapshot/stargz/toc.digest";
    private static final String TOC_NAME = "stargz.index.json";
    /** The size of what a blob ends in. */
    public static final int FOOTER = 51;
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
        Optional<Digest> digest = tableDigest(layer);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        Ranges blob = new Ranges(source, layer);
        OptionalLong found = tableOffset(blob.read(layer.size() - FOOTER, FOOTER));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long offset = found.getAsLong();
        long length = layer.size() - FOOTER - offset;
        try (InputStream member = blob.open(offset, length)) {
            return Optional.of(new Stargz(blob, offset, TocEntries.parse(table(member, length, digest.get()), number)));
        } catch (SpecException | JsonException e) {
            throw new ImageException(
                    Kind.CORRUPT, "layer " + layer.digest() + ": its table of contents: " + e.getMessage(), e);
        }
    }

    /** The digest of a layer's table of contents, where its annotations have one and it can be in this form. */
    public static Optional<Digest> tableDigest(Descriptor layer) throws IOException {
        String digest = layer.annotations().getOrDefault(TOC_DIGEST, "");
        try {
            return digest.isEmpty() || layer.size() < FOOTER ? Optional.empty() : Optional.of(Digest.parse(digest));
        } catch (SpecException e) {
            throw new IOException("its annotations: " + e.getMessage(), e);
        }
    }

    /** Where the table of contents begins; empty if a blob that ends so has none. */
    public static OptionalLong tableOffset(byte[] footer) {
        String text = new String(footer, OFFSET, OFFSET_DIGITS + MAGIC.length(), StandardCharsets.US_ASCII);
        try {
            return text.endsWith(MAGIC)
                    ? OptionalLong.of(Long.parseLong(text.substring(0, OFFSET_DIGITS), 16))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
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

    /**
     * The table of contents in its member, verified.
     *
     * @param length of the member and what may follow it
     */
    public static byte[] table(InputStream member, long length, Digest digest) throws IOException {
        if (length > TocEntries.MOST_BYTES) {
            throw new IOException("a table of contents of " + length + " bytes");
        }
        LayerTar entries = new LayerTar(Decompression.open(member), 0);
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
        if (!digest.matches(json.toByteArray())) {
            throw new IOException("its table of contents is not that of its manifest");
        }
        return json.toByteArray();
    }
}
