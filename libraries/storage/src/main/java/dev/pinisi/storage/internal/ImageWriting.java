package dev.pinisi.storage.internal;

import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.LayerLimits;
import dev.pinisi.storage.NewImage;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.internal.tar.TarException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes one image in. Layers that it found or wrote are pinned until it is closed. */
final class ImageWriting implements NewImage {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Collector collector;
    private final Layers layers;
    private final Names names;
    private final LayerLimits limits;
    private final Claim claim;
    private final Set<Digest> touched = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ImageWriting(
            Layout layout,
            ObjectLocks locks,
            Staging staging,
            Collector collector,
            Layers layers,
            Names names,
            LayerLimits limits) {
        this.layout = layout;
        this.locks = locks;
        this.collector = collector;
        this.layers = layers;
        this.names = names;
        this.limits = limits;
        this.claim = staging.begin();
        touched.addAll(staging.sweep(claim));
    }

    @Override
    public boolean hasLayer(Digest diffId) {
        if (!layers.contains(diffId)) {
            return false;
        }
        // kept exclusively for moments only, as the layer is there
        try (FileLock _ = locks.shared(Collector.lockName(diffId))) {
            boolean there = layers.contains(diffId);
            if (there) {
                claim.pin(diffId);
            }
            return there;
        } catch (StorageException | LinuxException e) {
            throw refused(e);
        }
    }

    @Override
    public LayerReservation reserveLayer(Digest diffId, Duration patience) {
        if (hasLayer(diffId)) {
            return new LayerReservation.Present();
        }
        try {
            return reserve(diffId, patience);
        } catch (StorageException | LinuxException e) {
            throw refused(e);
        }
    }

    @Override
    public Optional<HeldFiles> heldFiles() {
        return layers.digests().isEmpty()
                ? Optional.empty()
                : Optional.of(new LayerContents(layout, layers, claim, this::hasLayer));
    }

    private LayerReservation reserve(Digest diffId, Duration patience) {
        Optional<FileLock> lock = locks.tryExclusive(Collector.lockName(diffId), patience);
        if (lock.isEmpty()) {
            return new LayerReservation.Busy(locks.holder(Collector.lockName(diffId)));
        }
        touched.add(diffId);
        if (layers.contains(diffId)) {
            claim.pin(diffId);
            lock.get().close();
            return new LayerReservation.Present();
        }
        return new LayerWriting(layout, claim, lock.get(), diffId, limits);
    }

    @Override
    public LayerInfo addLayer(InputStream tar) throws IOException {
        StagedLayer staged = new StagedLayer(claim, limits);
        LayerInfo info = unpack(staged, tar);
        try (FileLock _ = locks.exclusive(Collector.lockName(info.diffId()))) {
            touched.add(info.diffId());
            if (!layers.contains(info.diffId())) {
                staged.place(info, claim, layout);
                return info;
            }
            claim.pin(info.diffId());
        } catch (LinuxException e) {
            throw Failures.linux("store the layer", layout.layer(info.diffId()), e);
        }
        staged.remove();
        return info;
    }

    private LayerInfo unpack(StagedLayer staged, InputStream tar) throws IOException {
        try {
            return staged.unpack(tar, List.of(), "sha256");
        } catch (TarException e) {
            throw new StorageException(StorageException.Kind.INVALID, String.valueOf(e.getMessage()), e);
        } catch (LinuxException e) {
            throw Failures.linux("unpack a layer into", layout.root(), e);
        } catch (UncheckedIOException e) {
            throw Failures.io("unpack a layer into", layout.root(), Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    public Digest commit(ImageRecord image) {
        Digest id = image.id();
        requireConsistent(image);
        try (FileLock _ = locks.exclusive(Images.lockName(id))) {
            place(image);
            setNames(image);
            return id;
        } catch (StorageException | LinuxException e) {
            throw refused(e);
        }
    }

    /** One that is there already stays, unless it is damaged. */
    private void place(ImageRecord image) {
        Path place = layout.image(image.id());
        if (Files.isDirectory(place)) {
            if (isWhole(place)) {
                return;
            }
            claim.trash(place);
        }
        Durable.place(stage(image), place);
    }

    private boolean isWhole(Path place) {
        try {
            Optional<ImageFile> file = ImageFile.read(place);
            file.ifPresent(found -> new ImageView(place, found, Optional.empty(), names, false).verify());
            return file.isPresent();
        } catch (StorageException damaged) {
            return false;
        }
    }

    private void requireConsistent(ImageRecord image) {
        List<Digest> diffIds = new ArrayList<>();
        for (ImageRecord.Layer layer : image.layers()) {
            diffIds.add(layer.diffId());
        }
        if (!diffIds.equals(image.config().diffIds())) {
            throw new ImageDestinationException("image " + image.id().shortHex() + ": its configuration lists "
                    + image.config().diffIds().size() + " layers, other than the " + diffIds.size()
                    + " of its manifest; the image is malformed");
        }
        if (!image.config().raw().hasDigest(image.id())) {
            throw new ImageDestinationException("image " + image.id().shortHex()
                    + ": its configuration is not what the manifest's digest says; it is refused");
        }
        for (Digest layer : diffIds) {
            if (!hasLayer(layer)) {
                throw new ImageDestinationException(
                        "image " + image.id().shortHex() + ": the layer " + layer + " is missing; pull it again");
            }
        }
    }

    private Path stage(ImageRecord image) {
        Path staged = claim.fresh("image");
        SmallFiles.makeDirectories(staged);
        List<Digest> diffIds = image.config().diffIds();
        long size = 0;
        for (Digest layer : diffIds) {
            size += layers.find(layer).map(LayerInfo::contentSize).orElse(0L);
        }
        Digest digest = image.manifest().raw().digest();
        String created = image.config().created();
        new ImageFile(image.id(), digest, created, seconds(created), size, diffIds).write(staged);
        SmallFiles.write(
                staged.resolve(ImageView.MANIFEST), image.manifest().raw().bytes());
        SmallFiles.write(staged.resolve(ImageView.CONFIG), image.config().raw().bytes());
        List<Path> directories = new ArrayList<>();
        for (Digest layer : diffIds.reversed()) {
            directories.add(layout.layerPlace(layer));
        }
        new DirectoryMerge(directories).make(staged.resolve(ImageView.DIRECTORIES));
        return staged;
    }

    private void setNames(ImageRecord image) {
        for (String name : image.names()) {
            names.set(name, image.id(), claim);
        }
        for (String repository : image.repositories()) {
            names.set(repository + "@" + image.manifest().raw().digest(), image.id(), claim);
            if (image.index().isPresent()) {
                names.set(repository + "@" + image.index().get(), image.id(), claim);
            }
        }
        Durable.sync(layout.names());
    }

    /** The time since 1970; 0 for a text that is no time. */
    private static long seconds(String created) {
        try {
            return created.isEmpty() ? 0 : OffsetDateTime.parse(created).toEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    /** Layers written for an image that came to nothing go, unless another image has come to use them. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (claim) {
            claim.unpin();
            collector.collect(touched, claim);
        } catch (LinuxException e) {
            throw refused(e);
        }
    }

    private static ImageDestinationException refused(RuntimeException e) {
        return new ImageDestinationException(String.valueOf(e.getMessage()), e);
    }
}
