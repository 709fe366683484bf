package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.ImageStore;
import dev.pinisi.storage.LayerLimits;
import dev.pinisi.storage.NewImage;
import dev.pinisi.storage.RemovedImage;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The images that are there. */
final class Images implements ImageStore {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final Collector collector;
    private final Layers layers;
    private final LayerLimits limits;
    private final Names names;
    private final ImageLookup own;
    private final List<ImageLookup> additional = new ArrayList<>();

    Images(Layout layout, ObjectLocks locks, Staging staging, Collector collector, Layers layers, LayerLimits limits) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.collector = collector;
        this.layers = layers;
        this.limits = limits;
        this.own = new ImageLookup(layout, false);
        this.names = own.names();
        for (Layout other : layout.additional()) {
            additional.add(new ImageLookup(other, true));
        }
    }

    static String lockName(Digest image) {
        return "image-" + image.hex();
    }

    Names names() {
        return names;
    }

    @Override
    public Optional<StoredImage> resolve(String nameOrId) {
        Optional<StoredImage> found = own.resolve(nameOrId);
        for (int i = 0; found.isEmpty() && i < additional.size(); i++) {
            found = additional.get(i).resolve(nameOrId);
        }
        return found;
    }

    @Override
    public Optional<StoredImage> find(Digest id) {
        Optional<StoredImage> found = own.find(id);
        for (int i = 0; found.isEmpty() && i < additional.size(); i++) {
            found = additional.get(i).find(id);
        }
        return found;
    }

    @Override
    public List<StoredImage> list() {
        List<ImageView> views = own.list();
        for (ImageLookup other : additional) {
            Set<Digest> seen = new HashSet<>();
            for (ImageView view : views) {
                seen.add(view.id());
            }
            for (ImageView view : other.list()) {
                if (!seen.contains(view.id())) {
                    views.add(view);
                }
            }
        }
        views.sort(new NewestFirst());
        return List.copyOf(views);
    }

    /** A class: combined lambdas cost a cold JVM several milliseconds. */
    private static final class NewestFirst implements Comparator<ImageView> {
        @Override
        public int compare(ImageView a, ImageView b) {
            int order = Long.compare(b.file().createdSeconds(), a.file().createdSeconds());
            return order != 0 ? order : a.id().compareTo(b.id());
        }
    }

    @Override
    public void tag(Digest id, String name) {
        String full = normalised(name);
        try (FileLock lock = locks.exclusive(lockName(id));
                Claim claim = staging.begin()) {
            if (ImageFile.read(layout.image(id)).isEmpty()) {
                ObjectLocks.forget(lock);
                throw notFound(id);
            }
            names.set(full, id, claim);
            Durable.sync(layout.names());
        }
    }

    @Override
    public boolean untag(String name) {
        boolean removed = names.remove(normalised(name));
        for (ImageLookup other : additional) {
            if (!removed && other.names().find(normalised(name)).isPresent()) {
                throw readOnly(normalised(name), other);
            }
        }
        return removed;
    }

    private static StorageException readOnly(String image, ImageLookup store) {
        return new StorageException(
                Kind.UNSUPPORTED,
                "change the image " + image + ": it is in the additional store "
                        + store.layout().root() + ", which is only read here; change it with --root "
                        + store.layout().root());
    }

    private static String normalised(String name) {
        String qualified = ImageReference.isShortName(name) ? "localhost/" + name : name;
        return ImageReference.parse(qualified).orLatest().toString();
    }

    @Override
    public RemovedImage remove(Digest id) {
        try (Claim claim = staging.begin()) {
            List<Digest> candidates = new ArrayList<>(staging.sweep(claim));
            List<String> removedNames;
            try (FileLock lock = locks.exclusive(lockName(id))) {
                ImageFile image = ImageFile.read(layout.image(id)).orElseThrow(() -> notFound(id));
                requireUnused(id);
                candidates.addAll(image.layers());
                removedNames = unlink(id, claim);
                ObjectLocks.forget(lock);
            }
            claim.unpin();
            return new RemovedImage(id, removedNames, collector.collect(candidates, claim));
        }
    }

    private void requireUnused(Digest id) {
        List<String> users = new References(layout).containersOf(id);
        boolean mounted = users.removeIf(ImageMounting::isImage);
        if (!users.isEmpty()) {
            throw new StorageException(
                    Kind.IN_USE,
                    "remove the image " + id.shortHex() + ": in use by "
                            + (users.size() == 1 ? "container " : "containers ") + String.join(", ", users)
                            + "; remove " + (users.size() == 1 ? "it" : "them") + " first",
                    users);
        }
        if (mounted) {
            throw new StorageException(
                    Kind.IN_USE, "remove the image " + id.shortHex() + ": it is mounted; unmount it first");
        }
    }

    private List<String> unlink(Digest id, Claim claim) {
        List<String> own = names.of(id);
        for (String name : own) {
            names.remove(name, id, claim);
        }
        claim.trash(layout.image(id));
        return own;
    }

    /** Removes an image that may be unreadable, with its names; false if it is gone, or if a container is made of it. */
    boolean discard(Digest id, Claim claim) {
        try (FileLock lock = locks.exclusive(lockName(id))) {
            if (!Files.isDirectory(layout.image(id))) {
                ObjectLocks.forget(lock);
                return false;
            }
            if (!new References(layout).containersOf(id).isEmpty()) {
                return false;
            }
            unlink(id, claim);
            ObjectLocks.forget(lock);
            return true;
        }
    }

    private StorageException notFound(Digest id) {
        for (ImageLookup other : additional) {
            if (other.find(id).isPresent()) {
                return readOnly(id.shortHex(), other);
            }
        }
        return new StorageException(Kind.NOT_FOUND, "image " + id.shortHex() + " is not in the store " + layout.root());
    }

    @Override
    public NewImage newDestination() {
        return new ImageWriting(layout, locks, staging, collector, layers, names, limits);
    }

    @Override
    public List<RootFilesystem.Change> changes(StoredImage image) {
        List<Path> trees = layers.trees(image.layers());
        ChangeList list = new ChangeList();
        if (!trees.isEmpty()) {
            Path top = trees.getFirst();
            try {
                UpperChanges.visit(top, trees.subList(1, trees.size()), IdMappings.NONE, list);
            } catch (IOException e) {
                throw Failures.io("read the layer", top, e);
            } catch (LinuxException e) {
                throw Failures.linux("read the layer", top, e);
            }
        }
        return list.sorted();
    }

    @Override
    public ImageSource newSource(StoredImage image, List<String> names) {
        return new ImageReading(layers, image, List.copyOf(names));
    }

    /** The image whose directory has that name; nothing if it is no image's. */
    static Optional<Digest> ofDirectory(String hex) {
        return ImageLookup.isHex(hex) && hex.length() == 64 ? Optional.of(ImageLookup.digest(hex)) : Optional.empty();
    }
}
