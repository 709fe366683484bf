package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One layer's entries: from its table of contents where it has one, else by reading it, once. */
public final class LayerFiles {
    private static final int BUFFER = 64 << 10;

    private final ImageSource source;
    private final ImageRecord.Layer layer;
    private final int number;
    private @Nullable TableOfContents table;
    private boolean tableLookedFor;
    private @Nullable List<ImageFile> listed;
    private boolean digested;

    /**
     * The files of a layer.
     *
     * @param number of the layer in its image, 0 for the lowest
     */
    public LayerFiles(ImageSource source, ImageRecord.Layer layer, int number) {
        this.source = source;
        this.layer = layer;
        this.number = number;
    }

    /** The digest of the uncompressed layer, which tells it from all others. */
    public Digest diffId() {
        return layer.diffId();
    }

    /** All entries in the order of the archive, whiteouts among them. */
    public List<ImageFile> all() throws IOException {
        Optional<List<ImageFile>> known = known();
        return known.isPresent() ? known.get() : listAll(false);
    }

    /** The same; files bear the digest of their content. */
    public List<ImageFile> allWithDigests() throws IOException {
        List<ImageFile> done = listed;
        return digested && done != null ? done : listAll(true);
    }

    /** What is known of the entries without reading the layer. */
    Optional<List<ImageFile>> known() throws IOException {
        List<ImageFile> done = listed;
        if (done == null && table().isPresent()) {
            done = table().get().files();
            listed = done;
        }
        return Optional.ofNullable(done);
    }

    /**
     * Reads the layer until a regular file of that path comes and writes its content.
     *
     * @return false if there is none; the entries are known from now on
     */
    boolean find(String path, OutputStream out) throws IOException {
        List<ImageFile> passed = new ArrayList<>();
        try (InputStream tar = open()) {
            LayerTar entries = new LayerTar(tar, number);
            for (Optional<ImageFile> next = entries.next(); next.isPresent(); next = entries.next()) {
                ImageFile file = next.get();
                if (file.type() == ImageFile.Type.FILE && file.path().equals(path)) {
                    copy(entries, out);
                    return true;
                }
                passed.add(file);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        listed = passed;
        return false;
    }

    /** Writes the content of a file that is known to be here. */
    void read(ImageFile file, OutputStream out) throws IOException {
        Optional<TableOfContents> contents = table();
        if (contents.isPresent()) {
            contents.get().read(file, out);
        } else if (!find(file.path(), out)) {
            throw new ImageException(
                    Kind.CORRUPT,
                    "layer " + layer.blob().digest() + " changed: there was a /" + file.path() + " in it");
        }
    }

    private Optional<TableOfContents> table() throws IOException {
        if (!tableLookedFor) {
            Optional<TableOfContents> found = ChunkedZstd.of(source, layer.blob(), number);
            found = found.isPresent() ? found : Stargz.of(source, layer.blob(), number);
            table = found.orElse(null);
            tableLookedFor = true;
        }
        return Optional.ofNullable(table);
    }

    private List<ImageFile> listAll(boolean digests) throws IOException {
        List<ImageFile> files = new ArrayList<>();
        try (InputStream blob = new VerifyingStream(source.open(layer.blob()), layer.blob());
                InputStream tar = Decompression.open(blob)) {
            LayerTar entries = new LayerTar(tar, number);
            for (Optional<ImageFile> next = entries.next(); next.isPresent(); next = entries.next()) {
                ImageFile file = next.get();
                files.add(digests && file.type() == ImageFile.Type.FILE ? file.withDigest(digest(entries)) : file);
            }
            entries.drain();
            blob.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw failed(e);
        }
        listed = files;
        digested = digests;
        return files;
    }

    private InputStream open() throws IOException {
        return Decompression.open(source.open(layer.blob()));
    }

    private static void copy(LayerTar entries, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = entries.read(buffer); count >= 0; count = entries.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private static String digest(LayerTar entries) throws IOException {
        MessageDigest hasher = Digest.sha256(new byte[0]).hasher();
        byte[] buffer = new byte[BUFFER];
        for (int count = entries.read(buffer); count >= 0; count = entries.read(buffer)) {
            hasher.update(buffer, 0, count);
        }
        return Digest.of("sha256", hasher.digest()).toString();
    }

    private IOException failed(IOException cause) {
        return new IOException("layer " + layer.blob().digest() + ": " + cause.getMessage(), cause);
    }
}
