package dev.pinisi.image;

import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A store in memory: what any store promises, and nothing more. */
final class MemoryDestination implements ImageDestination {
    final Map<Digest, byte[]> layers = new ConcurrentHashMap<>();
    final List<ImageRecord> images = new CopyOnWriteArrayList<>();
    /** Contents of files that layers here are said to have. */
    final Map<Digest, byte[]> held = new ConcurrentHashMap<>();
    /** What was known of the layer that was written last. */
    volatile List<KnownContent> known = List.of();

    private final Map<Digest, Semaphore> writers = new ConcurrentHashMap<>();

    @Override
    public boolean hasLayer(Digest diffId) {
        return layers.containsKey(diffId);
    }

    @Override
    public LayerReservation reserveLayer(Digest diffId, Duration patience) {
        Semaphore writer = writers.computeIfAbsent(diffId, key -> new Semaphore(1));
        try {
            if (!writer.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new LayerReservation.Busy("another thread");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageDestinationException("interrupted", e);
        }
        if (hasLayer(diffId)) {
            writer.release();
            return new LayerReservation.Present();
        }
        return new Writer(diffId, writer);
    }

    @Override
    public Optional<HeldFiles> heldFiles() {
        return held.isEmpty() ? Optional.empty() : Optional.of(this::find);
    }

    private Map<Digest, HeldFile> find(Map<Digest, Long> wanted) {
        Map<Digest, HeldFile> found = new HashMap<>();
        held.forEach((digest, content) -> {
            if (wanted.getOrDefault(digest, -1L) == content.length) {
                found.put(digest, () -> new ByteArrayInputStream(content));
            }
        });
        return found;
    }

    /** How many layers are being written. */
    long reserved() {
        return writers.values().stream()
                .filter(writer -> writer.availablePermits() == 0)
                .count();
    }

    @Override
    public Digest commit(ImageRecord image) {
        for (ImageRecord.Layer layer : image.layers()) {
            if (!hasLayer(layer.diffId())) {
                throw new ImageDestinationException("layer " + layer.diffId() + " is missing");
            }
        }
        images.add(image);
        return image.id();
    }

    @Override
    public void close() {}

    private final class Writer implements LayerWriter {
        private final Digest diffId;
        private final Semaphore reservation;
        private byte[] written = {};
        private boolean closed;

        Writer(Digest diffId, Semaphore reservation) {
            this.diffId = diffId;
            this.reservation = reservation;
        }

        @Override
        public void write(InputStream tar) throws IOException {
            written = tar.readAllBytes();
            if (!diffId.matches(written)) {
                throw new ImageDestinationException("the archive's digest is not " + diffId);
            }
        }

        @Override
        public void write(InputStream tar, List<KnownContent> contents) throws IOException {
            write(tar);
            known = contents;
        }

        @Override
        public void commit() {
            layers.put(diffId, written);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                reservation.release();
            }
        }
    }
}
