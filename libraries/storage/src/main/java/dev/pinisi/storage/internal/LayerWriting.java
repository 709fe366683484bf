package dev.pinisi.storage.internal;

import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.LayerLimits;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.internal.tar.TarException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one layer, holding its lock from the reservation on. */
final class LayerWriting implements LayerWriter {
    private final Layout layout;
    private final Claim claim;
    private final FileLock lock;
    private final Digest diffId;
    private final StagedLayer staged;
    private @Nullable LayerInfo written;
    private boolean closed;

    LayerWriting(Layout layout, Claim claim, FileLock lock, Digest diffId, LayerLimits limits) {
        this.layout = layout;
        this.claim = claim;
        this.lock = lock;
        this.diffId = diffId;
        this.staged = new StagedLayer(claim, limits);
    }

    @Override
    public void write(InputStream tar) throws IOException {
        write(tar, List.of());
    }

    @Override
    public void write(InputStream tar, List<KnownContent> known) throws IOException {
        try {
            LayerInfo info = staged.unpack(tar, known, diffId.algorithm());
            if (!info.diffId().equals(diffId)) {
                throw new ImageDestinationException("layer " + diffId + ": its archive has the digest " + info.diffId()
                        + "; it was damaged or forged on its way, so it is refused");
            }
            written = info;
        } catch (TarException e) {
            throw new ImageDestinationException("layer " + diffId + ": " + e.getMessage(), e);
        } catch (LinuxException e) {
            throw refused(Failures.linux("unpack the layer " + diffId + " into", layout.root(), e));
        } catch (UncheckedIOException e) {
            throw refused(Failures.io(
                    "unpack the layer " + diffId + " into", layout.root(), Objects.requireNonNull(e.getCause())));
        } catch (StorageException e) {
            throw refused(e);
        }
    }

    @Override
    public void commit() {
        if (written == null || closed) {
            throw new IllegalStateException("layer " + diffId + " was not written");
        }
        try {
            staged.place(written, claim, layout);
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
                staged.remove();
            } finally {
                ObjectLocks.forget(lock);
            }
        }
    }

    private static ImageDestinationException refused(StorageException e) {
        return new ImageDestinationException(String.valueOf(e.getMessage()), e);
    }
}
