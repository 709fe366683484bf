package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images that are there. */
final class Images implements ImageStore {
    private final Layout layout;
    private final ObjectLocks locks;
    private final Staging staging;
    private final Collector collector;
    private final Layers layers;
    private final LayerLimits limits;
    private final Names names;
    private final NameSearch search;

    Images(Layout layout, ObjectLocks locks, Staging staging, Collector collector, Layers layers, LayerLimits limits) {
        this.layout = layout;
        this.locks = locks;
        this.staging = staging;
        this.collector = collector;
        this.layers = layers;
        this.limits = limits;
        this.names = new Names(layout.names());
        this.search = new NameSearch(names, layout);
    }

    static String lockName(Digest image) {
        return "image-" + image.hex();
    }

    Names names() {
        return names;
    }

    @Override
    public Optional<StoredImage> resolve(String nameOrId) {
        Optional<Digest> named = nameOrId.startsWith("sha256:") ? Optional.empty() : search.find(nameOrId);
        Optional<StoredImage> found = named.isPresent() ? find(named.get()) : Optional.empty();
        return found.isPresent() ? found : byId(nameOrId);
    }

    private Optional<StoredImage> byId(String text) {
        String prefix = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
        if (!isHex(prefix)) {
            return Optional.empty();
        }
        List<String> matches = new ArrayList<>();
        for (String hex : Listing.of(layout.images())) {
            if (hex.startsWith(prefix)) {
                matches.add(hex);
            }
        }
        if (matches.size() > 1) {
            Collections.sort(matches);
            throw new StorageException(
                    Kind.AMBIGUOUS,
                    "the image ID \"" + text + "\" is ambiguous: " + matches.size() + " images begin so, "
                            + matches.get(0).substring(0, 12) + " and "
                            + matches.get(1).substring(0, 12) + " among them; give more digits");
        }
        return matches.isEmpty() ? Optional.empty() : find(digest(matches.get(0)));
    }

    @Override
    public Optional<StoredImage> find(Digest id) {
        Optional<ImageFile> file = ImageFile.read(layout.image(id));
        return file.isPresent() ? Optional.of(view(file.get(), Optional.empty())) : Optional.empty();
    }

    @Override
    public List<StoredImage> list() {
        Map<String, List<String>> named = new HashMap<>();
        for (Map.Entry<String, Digest> entry : names.all().entrySet()) {
            String hex = entry.getValue().hex();
            List<String> own = named.get(hex);
            if (own == null) {
                own = new ArrayList<>();
                named.put(hex, own);
            }
            own.add(entry.getKey());
        }
        List<ImageView> views = new ArrayList<>();
        for (String hex : Listing.of(layout.images())) {
            List<String> own = named.getOrDefault(hex, List.of());
            Optional<ImageFile> file = ImageFile.read(layout.images().resolve(hex));
            if (file.isPresent()) {
                views.add(view(file.get(), Optional.of(own)));
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

    private ImageView view(ImageFile file, Optional<List<String>> found) {
        return new ImageView(layout.image(file.id()), file, found, names);
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
        return names.remove(normalised(name));
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
        return isHex(hex) && hex.length() == 64 ? Optional.of(digest(hex)) : Optional.empty();
    }

    private static Digest digest(String hex) {
        return new Digest(Names.algorithm(hex), hex);
    }

    private static boolean isHex(String text) {
        try {
            return !text.isEmpty()
                    && text.length() <= 64
                    && new Digest("sha256", text + "0".repeat(64 - text.length()))
                            .hex()
                            .startsWith(text);
        } catch (SpecException e) {
            return false;
        }
    }
}
