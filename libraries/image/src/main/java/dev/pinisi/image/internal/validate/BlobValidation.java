package dev.pinisi.image.internal.validate;

import dev.pinisi.image.CancelSignal;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.internal.files.LayerEntries;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Recomputes the digests of blobs, each once however many images have it. */
final class BlobValidation {
    private static final int MOST_DOCUMENT_BYTES = 8 << 20;

    private final ImageSource source;
    private final Findings findings;
    private final CancelSignal cancel;
    private final Set<Digest> done = new HashSet<>();
    private long bytes;

    BlobValidation(ImageSource source, Findings findings, CancelSignal cancel) {
        this.source = source;
        this.findings = findings;
        this.cancel = cancel;
    }

    int count() {
        return done.size();
    }

    long bytes() {
        return bytes;
    }

    /** Reads a small blob; nothing if it cannot be had or is wrong. */
    Optional<byte[]> document(Descriptor blob) throws IOException {
        String where = "blob " + blob.digest();
        try (InputStream in = source.open(blob)) {
            byte[] content = in.readNBytes(MOST_DOCUMENT_BYTES + 1);
            count(blob.digest(), content.length);
            if (content.length != blob.size()) {
                findings.error(where, "has " + content.length + " bytes; its descriptor says " + blob.size());
                return Optional.empty();
            }
            if (!blob.digest().matches(content)) {
                findings.error(where, "its content has another digest");
                return Optional.empty();
            }
            return Optional.of(content);
        } catch (IOException | ImageException e) {
            findings.error(where, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Reads a layer to its end.
     *
     * @param diffId what its uncompressed archive must be
     * @param image whether it must be an archive at all
     */
    void layer(Descriptor blob, Optional<Digest> diffId, boolean image) {
        if (done.contains(blob.digest())
                || (MediaTypes.isForeignLayer(blob.mediaType()) && !blob.urls().isEmpty())) {
            return;
        }
        cancel.check();
        String where = "layer " + blob.digest();
        MeasuredStream compressed;
        try (InputStream opened = source.open(blob)) {
            compressed = new MeasuredStream(opened, blob.digest(), cancel);
            if (image) {
                archive(where, compressed, diffId);
            }
            compressed.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | ImageException e) {
            findings.error(where, "cannot be read: " + e.getMessage());
            return;
        }
        count(blob.digest(), compressed.count());
        if (compressed.count() != blob.size()) {
            findings.error(where, "has " + compressed.count() + " bytes; its descriptor says " + blob.size());
        }
        Digest actual = compressed.digest();
        if (!actual.equals(blob.digest())) {
            findings.error(where, "its content has the digest " + actual);
        }
    }

    private void archive(String where, InputStream compressed, Optional<Digest> diffId) {
        Digest expected = diffId.orElse(Digest.sha256(new byte[0]));
        try (MeasuredStream tar = new MeasuredStream(Decompression.open(unclosed(compressed)), expected, cancel)) {
            for (String problem : LayerEntries.problems(tar)) {
                findings.error(where, problem);
            }
            tar.transferTo(OutputStream.nullOutputStream());
            Digest actual = tar.digest();
            if (diffId.isPresent() && !actual.equals(expected)) {
                findings.error(where, "uncompressed it has the digest " + actual + "; diff_ids says " + expected);
            }
        } catch (IOException | ImageException e) {
            findings.error(where, "is no archive that can be read: " + e.getMessage());
        }
    }

    /** What follows the archive's end in the blob must still be read. */
    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return in.read(into, offset, length);
            }

            @Override
            public void close() {}
        };
    }

    private void count(Digest blob, long size) {
        done.add(blob);
        bytes += size;
    }
}
