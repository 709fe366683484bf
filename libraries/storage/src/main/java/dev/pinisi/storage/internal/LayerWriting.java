package dev.pinisi.storage.internal;

import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.LayerLimits;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.internal.tar.LayerUnpacker;
import dev.pinisi.storage.internal.tar.TarException;
import dev.pinisi.storage.internal.tar.TarLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes one layer, holding its lock from the reservation on. */
final class LayerWriting implements LayerWriter {
    private final Layout layout;
    private final Claim claim;
    private final FileLock lock;
    private final Digest diffId;
    private final TarLimits limits;
    private final Path staged;
    private @Nullable LayerInfo written;
    private boolean closed;

    LayerWriting(Layout layout, Claim claim, FileLock lock, Digest diffId, LayerLimits limits) {
        this.layout = layout;
        this.claim = claim;
        this.lock = lock;
        this.diffId = diffId;
        TarLimits usual = TarLimits.DEFAULT;
        this.limits =
                new TarLimits(limits.entries(), limits.bytes(), usual.nameBytes(), usual.depth(), usual.headerBytes());
        this.staged = claim.fresh("layer");
    }

    @Override
    public void write(InputStream tar) throws IOException {
        try {
            SmallFiles.makeDirectories(staged);
            LayerUnpacker.Result result = unpack(tar);
            Digest found = Digest.of(diffId.algorithm(), result.digest());
            if (!found.equals(diffId)) {
                throw new ImageDestinationException("layer " + diffId + ": its archive has the digest " + found
                        + "; it was damaged or forged on its way, so it is refused");
            }
            result.implied().write(staged);
            written = new LayerInfo(
                    diffId, result.streamBytes(), result.contentBytes(), result.entries(), result.definesRoot());
        } catch (TarException e) {
            throw new ImageDestinationException("layer " + diffId + ": " + e.getMessage(), e);
        } catch (LinuxException e) {
            throw refused(Failures.linux("unpack the layer " + diffId + " into", layout.root(), e));
        } catch (UncheckedIOException e) {
            throw refused(Failures.io("unpack the layer " + diffId + " into", layout.root(), new IOException(e)));
        } catch (StorageException e) {
            throw refused(e);
        }
    }

    private LayerUnpacker.Result unpack(InputStream tar) throws IOException {
        try (Directory directory = Directory.open(staged);
                OutputStream headers = Files.newOutputStream(staged.resolve("tar-headers"))) {
            return LayerUnpacker.unpack(tar, directory, headers, diffId.hasher(), limits);
        }
    }

    @Override
    public void commit() {
        if (written == null || closed) {
            throw new IllegalStateException("layer " + diffId + " was not written");
        }
        try {
            SmallFiles.write(staged.resolve(Layers.INFO), Layers.write(written));
            claim.pin(diffId);
            Durable.place(staged, layout.layer(diffId));
        } catch (StorageException e) {
            throw refused(e);
        }
        closed = true;
        lock.close();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                Claim.remove(staged);
            } finally {
                ObjectLocks.forget(lock);
            }
        }
    }

    private static ImageDestinationException refused(StorageException e) {
        return new ImageDestinationException(String.valueOf(e.getMessage()), e);
    }
}
